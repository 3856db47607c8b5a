"""The terminal's copy of the calendar of events, and when to request it again."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.events.calendar import EventCalendar
from r2k_tui.model.events.event import Event
from r2k_tui.model.events.near import REPORTS, near_marks

# Seconds between two requests: events become known through the polls of the members, and change rarely after.
_USUAL_S, _SOON_S = 900.0, 60.0


class EventsMirror:
    """Owned by the mirror. `marks`: the mark of each member with an event within days, see `near_marks`.

    `trouble`: why there is no calendar, or no newer one.
    """

    def __init__(self) -> None:
        self.calendar: EventCalendar | None = None
        self.trouble = ""
        self.marks: Mapping[str, str] = {}
        self._of: dict[str, tuple[Event, ...]] = {}
        self._asked_at: float | None = None

    def due(self, now: float) -> bool:
        """Whether to request the calendar at `now` (seconds): never done, a new day in New York, or long ago."""
        if self._asked_at is None or new_york_day(now) != new_york_day(self._asked_at):
            return True
        calendar = self.calendar
        settled = calendar is not None and not self.trouble and calendar.unknown < calendar.members
        return abs(now - self._asked_at) >= (_USUAL_S if settled else _SOON_S)

    def asked(self, now: float) -> None:
        """Record a request."""
        self._asked_at = now

    def forget_request(self) -> None:
        """Request again with the next occasion: another engine may know more."""
        self._asked_at = None

    def take(self, calendar: EventCalendar) -> bool:
        """Store an answer; returns whether it differs from the last one."""
        changed = bool(self.trouble) or calendar != self.calendar
        self.trouble = ""
        if calendar != self.calendar:
            self.calendar = calendar
            self.marks = near_marks(calendar.events, calendar.today)
            of: dict[str, list[Event]] = {}
            for event in calendar.events:
                if event.symbol:
                    of.setdefault(event.symbol, []).append(event)
            self._of = {symbol: tuple(events) for symbol, events in of.items()}
        return changed

    def fail(self, message: str) -> bool:
        """Store why there is no answer; the last answer stays. Returns whether that is new."""
        changed, self.trouble = message != self.trouble, message
        return changed

    def of(self, symbol: str) -> tuple[Event, ...]:
        """Events of a symbol, by day."""
        return self._of.get(symbol, ())

    def reporting(self) -> frozenset[str]:
        """Members that report within days."""
        return frozenset(symbol for symbol, mark in self.marks.items() if mark == REPORTS)
