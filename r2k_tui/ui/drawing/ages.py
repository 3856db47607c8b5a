"""Ages and times, in steps coarse enough that a quiet screen stays quiet."""

from __future__ import annotations

from datetime import datetime

from r2k_tui.model.calendar.days import NEW_YORK, hour_and_minute
from r2k_tui.model.calendar.session import Phase, Session


def age(seconds: float) -> str:
    """An age: `<10s`, then in steps of ten seconds, minutes, hours, days."""
    if seconds < 10:
        return "<10s"
    if seconds < 60:
        return f"{int(seconds // 10) * 10}s"
    if seconds < 3600:
        return f"{int(seconds // 60)}m"
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)}h"
    return f"{int(seconds // 86400)}d"


def countdown(seconds: float) -> str:
    """Time to the bell: in minutes, and in seconds in the last minute."""
    if seconds < 60:
        return f"{max(0, int(seconds))}s"
    minutes = int(seconds // 60)
    return f"{minutes // 60}:{minutes % 60:02d}" if minutes >= 60 else f"{minutes}m"


def clock(time: float) -> str:
    """Hour and minute in New York."""
    return hour_and_minute(time)


def clock_with_seconds(time: float, now: float) -> str:
    """Hour, minute and second in New York; on another day, the day and the minute: `05-14 09:30`."""
    moment, today = (datetime.fromtimestamp(at, NEW_YORK) for at in (time, now))
    return moment.strftime("%H:%M:%S" if moment.date() == today.date() else "%m-%d %H:%M")


def day(time: float) -> str:
    """The date in New York."""
    return datetime.fromtimestamp(time, NEW_YORK).date().isoformat()


def short_day(time: float, now: float) -> str:
    """The date in New York in five characters: `09-26`, in another year `Sep25`."""
    then = datetime.fromtimestamp(time, NEW_YORK)
    return f"{then:%m-%d}" if then.year == datetime.fromtimestamp(now, NEW_YORK).year else f"{then:%b%y}"


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
