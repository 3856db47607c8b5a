"""What a stored picture says of itself: when it was stored, how long ago that is, and that the monitor is loading."""

from __future__ import annotations

_MINUTE_S, _HOUR_S, _DAY_S = 60.0, 3600.0, 86400.0
# Up to this age the weekday alone names the day, and up to this age a day without its year.
_WEEK_S, _YEAR_S = 6 * _DAY_S, 300 * _DAY_S
# Clocks are set now and then: what seems to be from further ahead than this has no age.
_AHEAD_S = 60.0


class StoredTime:
    """When a picture was stored: seconds since the epoch, and its parts in New York (`16:00`, `Fri`, `13 Nov`,
    `2026`), which would take modules to find out.
    """

    __slots__ = ("clock", "date", "time", "weekday", "year")

    def __init__(self, time: float, clock: str, weekday: str, date: str, year: str) -> None:
        self.time, self.clock, self.weekday, self.date, self.year = time, clock, weekday, date, year


def notice(stored: StoredTime, now: float, width: int) -> str:
    """The notice in at most `width` cells, "" where there is no room for the word and an age."""
    past = now - stored.time
    ago = _ago(past) if past >= -_AHEAD_S else ""
    if not ago or past >= _YEAR_S:
        moment = f"{stored.clock} {stored.date} {stored.year}"
    elif past >= _WEEK_S:
        moment = f"{stored.clock} {stored.weekday} {stored.date}"
    else:
        moment = f"{stored.clock} {stored.weekday}"
    ways = [f"stored {moment}, {ago}, loading"] if ago else []
    ways += [f"stored {moment}, loading", f"stored {moment}", f"stored {ago or stored.date}"]
    return next((words for words in ways if len(words) <= width), "")


def _ago(seconds: float) -> str:
    if seconds < _MINUTE_S:
        return "<1m ago"
    if seconds < _HOUR_S:
        return f"{int(seconds // _MINUTE_S)}m ago"
    if seconds < _DAY_S:
        return f"{int(seconds // _HOUR_S)}h ago"
    return f"{int(seconds // _DAY_S)}d ago"
