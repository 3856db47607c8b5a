"""A page whose rows are companies, with a cursor."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.views.universe.drawing.pages.company_rows import CompanyRow, company_places, marked
from r2k_tui.ui.views.universe.page import PageView, SectionPage


class CompaniesPage(SectionPage):
    """Left and right choose a section, up and down a company; Enter opens its chart."""

    def __init__(self, view: PageView, sections: Sequence[str]) -> None:
        super().__init__(view, sections)
        self._cursor, self._symbols = 0, tuple[str, ...]()
        self._places = list[int]()
        # Lines scrolled past the last company, to read what stands after it.
        self._past = 0

    @property
    def symbol(self) -> str:
        """See UniversePage."""
        return self._symbols[self._cursor] if self._cursor < len(self._symbols) else ""

    def modes(self) -> list[Mode]:
        """See TextPanel: the lines follow the cursor, so that nothing is scrolled away."""
        return []

    def to_top(self) -> None:
        """See SectionPage: the first company."""
        self._first = self._cursor = self._past = 0

    def on_key_move(self, lines: int) -> None:
        """Choose another company; past the last one, or without any, scroll."""
        last = len(self._symbols) - 1
        if last < 0:
            self._first += lines
        elif self._cursor == last and (self._past or lines > 0):
            self._past = max(0, self._past + lines)
        else:
            self._cursor = max(0, min(last, self._cursor + lines))
        self.paint()

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Choose the clicked company; a second click opens its chart."""
        place = self._first + y - 1
        if place not in self._places or not 0 < y < self.size.height - 1:
            return None
        self._cursor, self._past = self._places.index(place), 0
        self.paint()
        return self.on_key_open(0) if self.twice else None

    def on_key_open(self, _: int) -> Awaitable[object] | None:
        """Open the chart of the chosen company."""
        if not self.symbol:
            return None
        self.view.context.symbol = self.symbol
        return self.app.run_action("view('chart')")

    def with_cursor(self, lines: list[Line], height: int) -> list[Line]:
        """The lines with the chosen company marked and in view.

        With the first company the top of the page is in view, with the last one its end.
        """
        places = self._places = company_places(lines)
        self._symbols = tuple(line.symbol for line in lines if isinstance(line, CompanyRow))
        if not places:
            return lines
        self._cursor = max(0, min(self._cursor, len(places) - 1))
        place = places[self._cursor]
        end = max(0, len(lines) - height)
        if self._cursor == len(places) - 1:
            top = 0 if self._cursor == 0 else min(place, end)
            self._past = min(self._past, end - top)
            self._first = top + self._past
        elif self._cursor == 0:
            self._first = 0
        else:
            self._first = max(0, min(self._first, place), place - height + 1)
        return [*lines[:place], marked(lines[place]), *lines[place + 1 :]]
