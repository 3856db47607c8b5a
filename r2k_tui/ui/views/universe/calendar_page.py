"""The page of events: what comes day by day, and how much of the index reports."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

from r2k_tui.model.events.event import Event
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line, whole, wrapped
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.views.universe.drawing.pages.calendar import (
    ALL,
    DAYS,
    SECTIONS,
    calendar_lines,
    events_of,
    sources_line,
)
from r2k_tui.ui.views.universe.page import PageView, SectionPage

_FRAME = 8


class CalendarPage(SectionPage):
    """Left and right choose a kind of events, up and down one of them; Enter opens a day, or the chart of a company."""

    NAME, TITLE = "calendar", "Calendar of events"

    def __init__(self, view: PageView) -> None:
        super().__init__(view, tuple(SECTIONS))
        self._foot = self._sources
        self._cursor = 0
        self._shown: tuple[Event, ...] = ()
        self._places: tuple[int, ...] = ()
        self._to_top = False

    @property
    def symbol(self) -> str:
        """See UniversePage."""
        at_company = self.section != DAYS and self._cursor < len(self._shown)
        return self._shown[self._cursor].symbol if at_company else ""

    def requests(self) -> Mapping[str, Request]:
        """See UniversePage. The view requests the calendar, which marks of the members need as well."""
        return {}

    def modes(self) -> list[Mode]:
        """See TextPanel: the lines follow the cursor, so that nothing is scrolled away."""
        return []

    def on_key_pan(self, steps: int) -> None:
        """Show another kind from its first event."""
        self._cursor = 0
        super().on_key_pan(steps)

    def on_key_move(self, lines: int) -> None:
        """Choose another event; beyond the last one, scroll to what is missing."""
        self._cursor = max(0, min(max(0, len(self._shown) - 1), self._cursor + lines))
        self.paint()

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Choose the clicked event; a second click opens it."""
        place = self._first + y - 1
        if place not in self._places or not 0 < y < self.size.height - 1:
            return None
        self._cursor = self._places.index(place)
        self.paint()
        return self.on_key_open(0) if self.twice else None

    def on_key_open(self, _: int) -> Awaitable[object] | None:
        """Open the day under the cursor, or the chart of the company."""
        event = self._shown[self._cursor] if self._cursor < len(self._shown) else None
        calendar = self.view.context.mirror.events.calendar
        if event is None or calendar is None:
            return None
        if self.section == DAYS:
            self.section, self._cursor, self._to_top = ALL, events_of(calendar, ALL).index(event), True
            self.paint()
            return None
        if not self.symbol:
            return None
        self.view.context.symbol = self.symbol
        return self.app.run_action("view('chart')")

    def text(self, width: int, height: int) -> list[Line]:
        """See UniversePage."""
        events, now = self.view.context.mirror.events, self.view.context.mirror.clock()
        found = events.calendar
        if found is None:
            words = events.trouble or "requesting the events"
            return [((f" {line}", "warn" if events.trouble else "dim"),) for line in wrapped(words, max(8, width - 2))]
        made = calendar_lines(found, self.section, self._cursor, width, now)
        self._shown, self._places = made.events, made.places
        lines = made.lines
        if events.trouble:
            lines = [*lines, ((f" no newer events: {events.trouble}", "warn"),)]
        self._keep_in_view(made.places, len(lines), height)
        return lines

    def _keep_in_view(self, places: tuple[int, ...], count: int, height: int) -> None:
        """Scroll to the event under the cursor: with the first one the top is in view, with the last one the end."""
        self._cursor = max(0, min(self._cursor, len(places) - 1))
        if not places or self._cursor == 0:
            self._first = 0
        elif self._to_top:
            self._first = places[self._cursor] - 1
        elif self._cursor == len(places) - 1:
            # What is missing stands after it.
            self._first = min(places[-1], max(0, count - height))
        else:
            place = places[self._cursor]
            # The line of its day stays above it.
            self._first = max(0, min(self._first, place - 1), place - height + 1)
        self._to_top = False

    def _sources(self) -> Line:
        mirror = self.view.context.mirror
        calendar = mirror.events.calendar
        if calendar is None:
            return self.view.origin()
        return whole(sources_line(calendar.events, mirror.clock()), max(8, self.size.width - _FRAME))
