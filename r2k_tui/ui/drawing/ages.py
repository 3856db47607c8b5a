"""Ages and times, in steps coarse enough that a quiet screen stays quiet."""

from __future__ import annotations

from datetime import datetime

from r2k_tui.model.calendar.days import NEW_YORK, hour_and_minute
from r2k_tui.model.calendar.session import Phase, Session

# Fewer days apart than these, a weekday, or a day and a month, names one day only.
_WEEK, _YEAR = 7, 365
_MINUTE_S, _HOUR_S, _DAY_S = 60.0, 3600.0, 86400.0
# The steps of the seconds in tables, which have many ages: a quiet screen stays quiet.
COARSE = 10.0


def age(time: float, now: float, *, step: float = 1.0) -> str:
    """Age at `now` of what happened at `time`: `8s`, `3m`, `2h`; from a day on, its day in New York: `Thu`, `20 Aug`,
    `2025-09-25`.

    Seconds advance by `step`; below one step, `<10s`. What seems to lie in the future is new: clocks differ.
    """
    seconds = max(0.0, now - time)
    if step > 1.0 and seconds < step:
        return f"<{step:.0f}s"
    return _elapsed(seconds, step) or _day_word(time, now) or _hours(seconds)


def ago(time: float, now: float, *, step: float = 1.0) -> str:
    """The same in a sentence: `3m ago`, or the day."""
    text = age(time, now, step=step)
    return f"{text} ago" if _is_duration(text) else text


def lasting(time: float, now: float) -> str:
    """The same for what goes on: `for 3m`, or `since Thu`."""
    text = age(time, now)
    return f"for {text}" if _is_duration(text) else f"since {text}"


def until(time: float, now: float, *, step: float = 1.0) -> str:
    """Time at `now` until what happens at `time`: `now`, `in 8s`, `in 3m`, `in 2h`; from a day on, its day."""
    seconds = max(0.0, time - now)
    if seconds < 1.0:
        return "now"
    if step > 1.0 and seconds < step:
        return f"in <{step:.0f}s"
    text = _elapsed(seconds, step)
    return f"in {text}" if text else _day_word(time, now) or f"in {_hours(seconds)}"


def narrowed(text: str, width: int) -> str:
    """An age for a column of at least five cells: `20Aug`; of an older day, its month or its year alone."""
    if len(text) <= width:
        return text
    if not text[:4].isdigit():
        return text.replace(" ", "")
    return text[:7] if width >= 7 else text[:4]


def day_and_time(time: float, now: float) -> str:
    """Day and minute in New York: `Thu 09:30`, `20 Aug 09:30`, `2025-09-25`; today `09:30:15`. At most 12 cells."""
    then = datetime.fromtimestamp(time, NEW_YORK)
    word = _day_word(time, now)
    if not word:
        return f"{then:%H:%M:%S}"
    return word if word[:4].isdigit() else f"{word} {then:%H:%M}"


def _elapsed(seconds: float, step: float) -> str:
    """A duration of less than a day, "" from there on."""
    if seconds < _MINUTE_S:
        return f"{int(seconds // step * step)}s"
    if seconds < _HOUR_S:
        return f"{int(seconds // _MINUTE_S)}m"
    return _hours(seconds) if seconds < _DAY_S else ""


def _hours(seconds: float) -> str:
    return f"{int(seconds // _HOUR_S)}h"


def _is_duration(text: str) -> bool:
    return text[-1] in "smh"


def _day_word(time: float, now: float) -> str:
    """Day of `time` in New York, seen from the day of `now`; "" where it is the same day."""
    then, today = (datetime.fromtimestamp(at, NEW_YORK).date() for at in (time, now))
    apart = abs((today - then).days)
    if not apart:
        return ""
    if apart < _WEEK:
        return f"{then:%a}"
    return f"{then.day} {then:%b}" if apart < _YEAR else then.isoformat()


def countdown(seconds: float) -> str:
    """Time to the bell: in minutes, and in seconds in the last minute."""
    if seconds < 60:
        return f"{max(0, int(seconds))}s"
    minutes = int(seconds // 60)
    return f"{minutes // 60}:{minutes % 60:02d}" if minutes >= 60 else f"{minutes}m"


def clock(time: float) -> str:
    """Hour and minute in New York."""
    return hour_and_minute(time)


def day(time: float) -> str:
    """The date in New York."""
    return datetime.fromtimestamp(time, NEW_YORK).date().isoformat()


def bell(session: Session, now: float) -> str:
    """The next bell: `closes in 5:18`, `closes Fri 17:00`, `opens Mon 09:30`."""
    if session.always_open:
        return "never closes"
    if session.phase is Phase.OPEN and session.closes_at is not None:
        half = " (half day)" if session.half_day else ""
        return f"{_closing(session.closes_at, now)}{half}"
    if session.opens_at is None:
        return ""
    left = session.opens_at - now
    if 0 <= left < 6 * 3600:
        return f"opens in {countdown(left)}"
    opens = datetime.fromtimestamp(session.opens_at, NEW_YORK)
    return f"opens {opens.strftime('%a %H:%M')}"


def _closing(closes_at: float, now: float) -> str:
    if closes_at - now <= 24 * 3600:
        return f"closes in {countdown(closes_at - now)}"
    return f"closes {datetime.fromtimestamp(closes_at, NEW_YORK).strftime('%a %H:%M')}"
