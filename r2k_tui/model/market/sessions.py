"""Session of a symbol: that of its own venue, where its source is a live market."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.calendar.venue import NEW_YORK_STOCKS, UNKNOWN, venue_day, venue_of
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts

UNKNOWN_SESSION = Session(UNKNOWN)


def has_own_hours(facts: SourceFacts) -> bool:
    """Whether each symbol of a source has the hours of its venue.

    A simulated market, a replay and a folder of files have those of New York alone.
    """
    return facts.live and not facts.simulated and facts.replay is None


def venue_in(facts: SourceFacts, symbol: str, quote: Quote | None) -> str:
    """Venue code of a symbol of a source; UNKNOWN for an unknown exchange."""
    if not has_own_hours(facts):
        return NEW_YORK_STOCKS
    return venue_of(symbol, quote.exchange if quote is not None else "")


def session_of(
    facts: SourceFacts, session: Session, others: Mapping[str, Session], symbol: str, quote: Quote | None
) -> Session:
    """Session of a symbol: `session` of New York, or one of `others` by venue; UNKNOWN_SESSION without known hours."""
    venue = venue_in(facts, symbol, quote)
    return session if venue == NEW_YORK_STOCKS else others.get(venue, UNKNOWN_SESSION)


def day_in(facts: SourceFacts, symbol: str, quote: Quote | None, time: float) -> date:
    """Day of a symbol's daily bar that `time` belongs to (seconds since the epoch)."""
    venue = venue_in(facts, symbol, quote)
    return new_york_day(time) if venue == NEW_YORK_STOCKS else venue_day(venue, time)
