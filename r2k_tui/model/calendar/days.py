"""Days: the New York day and minute of a time, the session date of a daily bar, and Easter."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
_DAY_S = 86400
_EPOCH = date(1970, 1, 1).toordinal()


def new_york_day(time: float) -> date:
    """Calendar day in New York at `time` (seconds since the epoch)."""
    return datetime.fromtimestamp(time, NEW_YORK).date()


def hour_and_minute(time: float) -> str:
    """Hour and minute in New York at `time` (seconds since the epoch): `10:42`."""
    return datetime.fromtimestamp(time, NEW_YORK).strftime("%H:%M")


def day_of_bar(time: int) -> date:
    """Session date of a daily bar, whose time is midnight UTC of that date."""
    return date.fromordinal(time // _DAY_S + _EPOCH)


def bar_of_day(day: date) -> int:
    """Time of the daily bar of `day` (seconds since the epoch)."""
    return (day.toordinal() - _EPOCH) * _DAY_S


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)
