"""Time of a Nasdaq quote. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.text import clean

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"\b([a-z]{3})[a-z]{0,6}\.? (\d{1,2}), ?((?:19|20)\d\d)\b", re.ASCII)
_CLOCK = re.compile(r"\b(\d{1,2}):(\d\d)(?::(\d\d))? ?([ap])\.?m\b", re.ASCII)
# Tolerance for wrong clocks.
_AHEAD_S = 300.0


def trade_time(text: object, now: float) -> float | None:
    """Time in a field `lastTradeTimestamp` received at `now` (both seconds since the epoch).

    New York's time in any of its notations: `Oct 6, 2026 11:46 AM ET`, with ` - PRE-MARKET` behind it, or `CLOSED AT
    4:00 PM ET ON Oct 6, 2026`. A day without a time is its close, once that has passed. None where the time is unknown
    or in the future.
    """
    words = clean(text).lower()
    day = _day(words)
    if day is None:
        return None
    clock = _CLOCK.search(words)
    moment = closing_bell(day) if clock is None else _moment(day, clock)
    return moment if moment is not None and moment <= now + _AHEAD_S else None


def _day(words: str) -> date | None:
    found = _DAY.search(words)
    if found is None or found[1] not in _MONTHS:
        return None
    try:
        return date(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]))
    except ValueError:
        return None


def _moment(day: date, clock: re.Match[str]) -> float | None:
    hour = int(clock[1])
    if not 1 <= hour <= 12:
        return None
    try:
        at = datetime(
            day.year,
            day.month,
            day.day,
            hour % 12 + (12 if clock[4] == "p" else 0),
            int(clock[2]),
            int(clock[3] or 0),
            tzinfo=NEW_YORK,
        )
    except ValueError:
        return None
    return at.timestamp()
