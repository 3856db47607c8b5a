"""Time of a Cboe quote, whose notation and time zone change from month to month. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import NEW_YORK, new_york_day

DELAY_S = 900.0
CHICAGO = ZoneInfo("America/Chicago")
_STAMP = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
# Tolerance for wrong clocks.
_AHEAD_S = 300.0
# No index is computed later than this after the closing bell.
_AFTER_BELL_S = 1200.0
# A zone fits where it makes the price this much younger or older than the delay, at most.
_FITS_S = 1800.0


def stamp(text: object) -> datetime | None:
    """Date and time in a field, with `T` or a space, with an offset or without one; None for anything else."""
    if not isinstance(text, str) or not _STAMP.fullmatch(text.strip()):
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def trade_time(text: object, now: float) -> float | None:
    """Time of the price in a field `last_trade_time` received at `now` (both seconds since the epoch).

    An offset in the field counts. Otherwise the time is New York's or Chicago's: whichever makes the price nearer to 15
    minutes old, and is not after the end of its day; where neither comes near, the earlier, so that no price that
    stands still looks newer than it is. Midnight stands for a day without a time: the price is that of its
    close once that has passed, and has no known time before. None where the time is unknown or in the future.
    """
    found = stamp(text)
    if found is None:
        return None
    if found.time() == time():
        return _of_day(found.date(), now)
    if found.tzinfo is not None:
        moment = found.timestamp()
        return moment if moment <= now + _AHEAD_S else None
    return _without_zone(found, now)


def _without_zone(found: datetime, now: float) -> float | None:
    moments = [found.replace(tzinfo=zone).timestamp() for zone in (NEW_YORK, CHICAGO)]
    past = [moment for moment in moments if moment <= now + _AHEAD_S]
    possible = [moment for moment in past if moment <= _bell(moment) + _AFTER_BELL_S] or past[:1]
    nearest = min(possible, key=lambda moment: abs(now - moment - DELAY_S), default=None)
    if nearest is None or abs(now - nearest - DELAY_S) <= _FITS_S:
        return nearest
    # Neither fits, as after the close, or where the price stands still: the earlier one, unless the later is the close.
    return next((moment for moment in possible if moment >= _bell(moment)), possible[0])


def _bell(moment: float) -> float:
    return closing_bell(new_york_day(moment))


def _of_day(day: date, now: float) -> float | None:
    bell = closing_bell(day)
    return bell if bell + DELAY_S <= now else None
