"""How far a quote may be trusted to be the present: one rule for the screen and for JSON."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import UNCONFIRMED, FeedState, FeedStatus, Problem
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.source import SourceFacts

_LEAST_S = 15.0
_DELAYED_S = 60.0
_AHEAD_S = 60.0
# After the open: as long the trade of the day before passes for the present.
_TRADED_S = 900.0


def newest_day(quotes: Iterable[Quote]) -> str | None:
    """The day in New York of the newest trade (YYYY-MM-DD), None where no time is known."""
    times = [quote.time for quote in quotes if quote.time is not None]
    return new_york_day(max(times)).isoformat() if times else None


def is_older(quote: Quote, known: Quote) -> bool:
    """Whether `quote` is of an earlier moment than what is known, and must not take its place.

    A known time that is still to come was wrong, or a clock was: it does not hold up what comes now.
    """
    if quote.time is None or known.time is None or quote.time >= known.time:
        return False
    return known.time <= quote.received_at + _AHEAD_S or quote.received_at <= known.received_at


def state_of(
    quote: Quote, now: float, session: Session, facts: SourceFacts, feed: FeedStatus | None, *, linked: bool = True
) -> QuoteState:
    """The state of `quote` at `now` (seconds since the epoch).

    With `linked` False nothing comes from the engine any more: STALE at once, OFFLINE when it is old as well.
    CLOSED: the market is closed and the quote was received after it closed, or the source has only closes; STALE
    where such a close is of an earlier day than the newest.
    OFFLINE: no way to the source. STALE: older than three polls, or received
    at a time that is still to come: a clock was put back, and nobody knows how old it is.
    DELAYED: the exchange or the source delays it by a minute or more. Else LIVE, unless its trade is no longer of the
    running session: a source may give the same answer for days. While the exchange is open that is a trade of before
    its opening, which is STALE; within the session its time says nothing, as a thin stock may rest for hours. Before
    the opening and after the close it is a trade older than a quarter of an hour: CLOSED where it is of the last
    session, STALE where it is of an earlier one.
    """
    if not facts.live:
        return QuoteState.STALE if _is_of_earlier_day(quote, session) else QuoteState.CLOSED
    failing = feed is not None and feed.state in (FeedState.FAILING, FeedState.BLOCKED)
    age = now - quote.received_at
    closed_since = session.last_close_at if session.phase is Phase.CLOSED else None
    if closed_since is not None and closed_since <= quote.received_at <= now + _AHEAD_S:
        return QuoteState.CLOSED
    if not -_AHEAD_S <= age <= max(_LEAST_S, 3.0 * facts.quote_cadence_s):
        return QuoteState.OFFLINE if failing or not linked else QuoteState.STALE
    if not linked:
        return QuoteState.STALE
    if session.phase in (Phase.PRE, Phase.POST):
        return _outside_hours(quote, now, session)
    return QuoteState.DELAYED if quote.delay_s >= _DELAYED_S else _by_trade(quote, now, session)


def doubted(symbol: str, problems: Iterable[Problem]) -> bool:
    """Whether a newer price of the symbol is told, and not believed."""
    return any(problem.symbol == symbol and problem.kind == UNCONFIRMED for problem in problems)


def shown_state(state: QuoteState, feed: FeedStatus | None, *, doubted: bool = False) -> QuoteState:
    """The state as it is shown: beside a feed that fails, or a newer price that is doubted, nothing is LIVE."""
    failing = feed is not None and feed.state in (FeedState.FAILING, FeedState.BLOCKED)
    fresh = state in (QuoteState.LIVE, QuoteState.DELAYED)
    return QuoteState.STALE if fresh and (failing or doubted) else state


def _is_of_earlier_day(quote: Quote, session: Session) -> bool:
    if quote.time is None or session.last_close_at is None:
        return False
    return new_york_day(quote.time) < new_york_day(session.last_close_at)


def _by_trade(quote: Quote, now: float, session: Session) -> QuoteState:
    if session.phase is not Phase.OPEN or quote.time is None or now - quote.time <= _TRADED_S:
        return QuoteState.LIVE
    earlier = session.last_close_at is not None and quote.time < session.last_close_at
    opened = session.opens_at is not None and quote.time < session.opens_at <= now
    return QuoteState.STALE if earlier or opened else QuoteState.LIVE


def _outside_hours(quote: Quote, now: float, session: Session) -> QuoteState:
    """Before the opening and after the close: most prices are those of the last session, whoever tells them now."""
    if quote.time is not None and now - quote.time > _TRADED_S + quote.delay_s:
        return QuoteState.STALE if _is_of_earlier_day(quote, session) else QuoteState.CLOSED
    return QuoteState.DELAYED if quote.delay_s >= _DELAYED_S else QuoteState.LIVE
