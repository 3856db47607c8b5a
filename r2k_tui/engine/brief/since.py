"""The moment after which something counts as new: a bell, a day, or the time of the last look."""

from __future__ import annotations

from datetime import date, datetime

from r2k_tui.engine.brief.inputs import Since
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import NEW_YORK, new_york_day

OPEN, CLOSE = "open", "close"
_BACK_S = 30 * 86400.0


class BadSince(ValueError):
    """Text that is neither `open`, nor `close`, nor a day up to that of the brief."""


def since_time(time: float) -> Since:
    """Moment of the last look."""
    return Since(time, new_york_day(time), f"you last looked, {_clock(time)}")


def since_of(text: str, hours: Hours, now: float) -> Since:
    """Moment that the text names, before `now` (seconds since the epoch). Raises BadSince."""
    if text in (OPEN, CLOSE):
        return _bell(text, hours, now)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadSince(f"since {text!r}: expected open, close or a day as YYYY-MM-DD") from None
    if day > new_york_day(now):
        raise BadSince(f"since {text}: the brief is of {new_york_day(now)}, which comes before it")
    return Since(closing_bell(day), day, f"the close of {day}")


def _bell(text: str, hours: Hours, now: float) -> Since:
    place = 0 if text == OPEN else 1
    bells = [bells[place] for bells in hours.regular(now - _BACK_S, now) if bells[place] < now]
    if not bells:
        raise BadSince(f"since {text}: no session in the 30 days before")
    return Since(bells[-1], new_york_day(bells[-1]), f"the {text} of {_clock(bells[-1])}")


def _clock(time: float) -> str:
    return f"{datetime.fromtimestamp(time, NEW_YORK):%Y-%m-%d %H:%M} New York"
