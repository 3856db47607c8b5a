"""Events of the next days: which of them mark a member, and the day of one in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from r2k_tui.model.events.event import Event, EventKind

# Calendar days, today not counted, within which an event marks its member.
NEAR_DAYS = 5
# Days from which on the year of a day is named.
_FAR = 180
REPORTS, EX_DIVIDEND = "E", "x"
MARKS = {EventKind.EARNINGS: REPORTS, EventKind.EX_DIVIDEND: EX_DIVIDEND}


def days_until(day: str, today: str) -> int | None:
    """Calendar days from today to a day, both `YYYY-MM-DD`; None where one is not a day."""
    try:
        return (date.fromisoformat(day) - date.fromisoformat(today)).days
    except ValueError:
        return None


def is_near(event: Event, today: str) -> bool:
    """Whether an event is today or within NEAR_DAYS."""
    left = days_until(event.day, today)
    return left is not None and 0 <= left <= NEAR_DAYS


def near_marks(events: Iterable[Event], today: str) -> dict[str, str]:
    """Mark of each member with an event that is near: `E` reports, `x` goes ex-dividend; a report comes first."""
    marks: dict[str, str] = {}
    for event in events:
        mark = MARKS.get(event.kind)
        if mark and event.symbol and marks.get(event.symbol) != REPORTS and is_near(event, today):
            marks[event.symbol] = mark
    return marks


def day_words(day: str, today: str, *, short: bool = False) -> str:
    """A day in words: `Tue 8 Dec`, `today, Tue 8 Dec`, far away `Fri 8 Jan 2027`; in `short`, only `today`."""
    left = days_until(day, today)
    if left is None:
        return day
    then = date.fromisoformat(day)
    year = f" {then.year}" if abs(left) > _FAR else ""
    named = f"{then:%a} {then.day} {then:%b}{year}"
    near = {0: "today", 1: "tomorrow"}.get(left, "")
    if not near:
        return named
    return near if short else f"{near}, {named}"
