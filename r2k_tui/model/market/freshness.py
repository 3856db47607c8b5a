"""Freshness of a quote: one rule for the screen and for JSON."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.calendar.venue import NEW_YORK_STOCKS
from r2k_tui.model.market.feed import FROZEN, UNCONFIRMED, FeedState, FeedStatus, Problem
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.sessions import venue_in
from r2k_tui.model.market.source import SourceFacts

_LEAST_S = 15.0
_DELAYED_S = 60.0
_AHEAD_S = 60.0
# After the open a trade of the day before passes for the present this long.
_TRADED_S = 900.0
# A quote that arrives this much later than its trade, beyond the exchange's delay, is as old as the trade.
_LATE_S = 900.0


def newest_day(facts: SourceFacts, quotes: Iterable[Quote]) -> str | None:
    """Day of New York's newest trade (YYYY-MM-DD); None without a known time.

    Currencies and futures, which trade on days without a session, count only where nothing else has a time.
    """
    timed = [quote for quote in quotes if quote.time is not None]
    own = [quote for quote in timed if venue_in(facts, quote.symbol, quote) == NEW_YORK_STOCKS]
    times = [quote.time for quote in own or timed if quote.time is not None]
    return new_york_day(max(times)).isoformat() if times else None


def is_older(quote: Quote, known: Quote) -> bool:
    """Whether `quote` is older than the known quote, and must not replace it.

    A known time in the future comes from a wrong clock and does not block newer quotes. Of two providers, the later
    answer counts: a delayed one stands in for one that fails, with a trade of some minutes ago.
    """
    if quote.source != known.source and quote.source and known.source:
        return quote.received_at < known.received_at
    if quote.time is None or known.time is None or quote.time >= known.time:
        return False
    return known.time <= quote.received_at + _AHEAD_S or quote.received_at <= known.received_at


def age_of(quote: Quote, now: float) -> float:
    """Seconds since a quote arrived; since its trade where it arrived long after it, since a source may repeat old
    quotes.
    """
    if quote.time is None:
        return max(0.0, now - quote.received_at)
    if quote.received_at - quote.time > quote.delay_s + _LATE_S:
        return now - quote.time
    return max(0.0, now - max(quote.time, quote.received_at))


def state_of(
    quote: Quote,
    now: float,
    session: Session,
    facts: SourceFacts,
    feed: FeedStatus | None,
    *,
    linked: bool = True,
    halted: bool = False,
) -> QuoteState:
    """State of `quote` at `now` (seconds since the epoch); `session` is that of its own market.

    With `linked` False the engine is lost: STALE at once, OFFLINE when the quote is old as well.
    HALTED: trading is `halted`, so that nothing may be expected to move.
    CLOSED: the market is closed and the quote was received after the close, or the source has only closes; STALE where
    such a close is of an earlier day than the newest.
    OFFLINE: the source is unreachable.
    STALE: older than three polls, or received at a time in the future (a clock was set back, and the age is unknown).
    A source may repeat one response for days: while the exchange is open, a trade from before the open is STALE too;
    within the session the trade time proves nothing, because a thin stock may not trade for hours.
    DELAYED: the exchange or the source delays it by a minute or more. Otherwise LIVE.
    Before the open and after the close, a trade older than a quarter of an hour is CLOSED where it is of the last
    session and STALE where it is of an earlier one.
    Without known hours (no exchange) the age alone decides: a trade older than a quarter of an hour is STALE.
    """
    if halted and linked:
        return QuoteState.HALTED
    if not facts.live:
        return QuoteState.STALE if _is_of_earlier_day(quote, session) else QuoteState.CLOSED
    failing = feed is not None and feed.state in (FeedState.FAILING, FeedState.BLOCKED)
    age = now - quote.received_at
    closed_since = session.last_close_at if session.phase is Phase.CLOSED else None
    if closed_since is not None and closed_since <= quote.received_at <= now + _AHEAD_S:
        return QuoteState.CLOSED
    if not -_AHEAD_S <= age <= max(_LEAST_S, 3.0 * max(facts.quote_cadence_s, quote.cadence_s)):
        return QuoteState.OFFLINE if failing or not linked else QuoteState.STALE
    if not linked:
        return QuoteState.STALE
    if not session.exchange:
        return _by_age(quote, now)
    if session.phase in (Phase.PRE, Phase.POST):
        return _outside_hours(quote, now, session)
    return QuoteState.DELAYED if quote.delay_s >= _DELAYED_S else _by_trade(quote, now, session)


def doubted(symbol: str, problems: Iterable[Problem]) -> bool:
    """Whether the source reports a newer price of the symbol that is in doubt."""
    return any(problem.symbol == symbol and problem.kind == UNCONFIRMED for problem in problems)


def is_frozen(provider: str, problems: Iterable[Problem]) -> bool:
    """Whether the feed of a provider is frozen."""
    return any(problem.kind == FROZEN and problem.symbol == provider for problem in problems)


def shown_state(state: QuoteState, feed: FeedStatus | None, *, doubted: bool = False) -> QuoteState:
    """State as shown: nothing is LIVE beside a failing feed, an unconfirmed newer price or a frozen feed."""
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


def _by_age(quote: Quote, now: float) -> QuoteState:
    if quote.time is not None and now - quote.time > _TRADED_S + quote.delay_s:
        return QuoteState.STALE
    return _undisputed(quote)


def _undisputed(quote: Quote) -> QuoteState:
    """State of a quote whose age says nothing against it."""
    return QuoteState.DELAYED if quote.delay_s >= _DELAYED_S else QuoteState.LIVE


def _outside_hours(quote: Quote, now: float, session: Session) -> QuoteState:
    """State before the open and after the close, when most prices are those of the last session."""
    if quote.time is not None and now - quote.time > _TRADED_S + quote.delay_s:
        return QuoteState.STALE if _is_of_earlier_day(quote, session) else QuoteState.CLOSED
    return _undisputed(quote)
