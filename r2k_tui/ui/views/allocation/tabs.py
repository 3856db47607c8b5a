"""The names of the pages in one line, the shown one marked; a click turns to a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.widgets.line_widget import LineWidget

# Takes nothing; returns the names and titles of all pages, and the name of the shown one.
TabSource = Callable[[], tuple[Sequence[tuple[str, str]], str]]
_GAPS = ("  ", " ")


class PageTabs(LineWidget):
    """One row above the panels of the page."""

    def __init__(self, source: TabSource) -> None:
        super().__init__(id="tabs")
        self._source = source

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        titles, shown = self._source()
        lines = [_tabs(titles, shown, gap) for gap in _GAPS]
        return [next((line for line in lines if length(line) <= width), lines[-1])]


def _tabs(titles: Sequence[tuple[str, str]], shown: str, gap: str) -> Line:
    runs = []
    for name, title in titles:
        runs += [(gap, "dim"), aimed((title, "accent" if name == shown else "dim"), "page", name)]
    return tuple(runs)
