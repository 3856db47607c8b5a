"""Days: the calendar day in New York of a moment, and the day that a daily bar carries."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
_DAY_S = 86400
_EPOCH = date(1970, 1, 1).toordinal()


def new_york_day(time: float) -> date:
    """The calendar day in New York at `time` (seconds since the epoch)."""
    return datetime.fromtimestamp(time, NEW_YORK).date()


def day_of_bar(time: int) -> date:
    """The session date of a daily bar, whose time is midnight UTC of that date."""
    return date.fromordinal(time // _DAY_S + _EPOCH)


def bar_of_day(day: date) -> int:
    """The time that a daily bar of `day` carries (seconds since the epoch)."""
    return (day.toordinal() - _EPOCH) * _DAY_S
