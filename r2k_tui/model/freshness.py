"""How far a quote may be trusted to be the present: one rule for the screen and for JSON."""

from __future__ import annotations

from r2k_tui.model.feed import FeedState, FeedStatus
from r2k_tui.model.frame import SourceFacts
from r2k_tui.model.quote import Quote, QuoteState
from r2k_tui.model.session import Phase, Session

_LEAST_S = 15.0
_DELAYED_S = 60.0


def state_of(
    quote: Quote, now: float, session: Session, facts: SourceFacts, feed: FeedStatus | None, *, linked: bool = True
) -> QuoteState:
    """The state of `quote` at `now` (seconds since the epoch).

    CLOSED: the market is closed and the quote was received after it closed, or the source has only closes.
    OFFLINE: no way to the source (or, with `linked` False, to the engine). STALE: older than three polls.
    DELAYED: the exchange or the source delays it by a minute or more. Else LIVE.
    """
    if not facts.live:
        return QuoteState.CLOSED
    failing = feed is not None and feed.state in (FeedState.FAILING, FeedState.BLOCKED)
    age = now - quote.received_at
    closed_since = session.last_close_at if session.phase is Phase.CLOSED else None
    if closed_since is not None and quote.received_at >= closed_since:
        return QuoteState.CLOSED
    if age > max(_LEAST_S, 3.0 * facts.quote_cadence_s):
        return QuoteState.OFFLINE if failing or not linked else QuoteState.STALE
    return QuoteState.DELAYED if quote.delay_s >= _DELAYED_S else QuoteState.LIVE
