"""Moments on clocks of several cities, and the sessions of the futures at them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from r2k_tui.engine.calendar.globex import globex_parts
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.calendar.venue_hours import VenueHours

NEW_YORK = "America/New_York"


def at(text: str, zone: str = NEW_YORK) -> float:
    """A moment by the clock of a city."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


@lru_cache(maxsize=1)
def stocks() -> ExchangeHours:
    """New York's sessions from 1984 to the summer of 2027, from the real calendar."""
    return ExchangeHours.load(at("2027-01-04 12:00"))


@lru_cache(maxsize=4)
def globex(first: str, last: str) -> VenueHours:
    """The futures' hours from one day to another."""
    days = [datetime.fromisoformat(text).date() for text in (first, last)]
    regular = stocks().regular(at(f"{first} 00:00"), at(f"{last} 00:00") + timedelta(days=1).total_seconds())
    return VenueHours("GLOBEX", globex_parts(regular, *days), at(f"{last} 23:59"))
