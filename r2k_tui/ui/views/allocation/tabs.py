"""The names of the pages in one line, the shown one marked; a click turns to a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from r2k_tui.ui.drawing.lines import Line, Run, length
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
        return [next((line for line in lines if length(line) <= width), _around(titles, shown, width))]


def _around(titles: Sequence[tuple[str, str]], shown: str, width: int) -> Line:
    """As many tabs as fit before the shown one and behind it; an ellipsis, which turns to the next, for the others."""
    at = next((place for place, (name, _) in enumerate(titles) if name == shown), 0)
    first, last, found = at, at + 1, _between(titles, shown, at, at + 1)
    while last - first < len(titles):
        options = [(first, last + 1)] if last < len(titles) else []
        options += [(first - 1, last)] if first else []
        wider = [(ends, _between(titles, shown, *ends)) for ends in options]
        fitting = [(ends, line) for ends, line in wider if length(line) <= width]
        if not fitting:
            break
        (first, last), found = fitting[0]
    return found


def _between(titles: Sequence[tuple[str, str]], shown: str, first: int, last: int) -> Line:
    before: Line = ((" ", "dim"), aimed(("…", "dim"), "page", titles[first - 1][0])) if first else ()
    after: Line = ((" ", "dim"), aimed(("…", "dim"), "page", titles[last][0])) if last < len(titles) else ()
    return (*before, *_tabs(titles[first:last], shown, " "), *after)


def _tabs(titles: Sequence[tuple[str, str]], shown: str, gap: str) -> Line:
    runs: list[Run] = []
    for name, title in titles:
        runs += [(gap, "dim"), aimed((title, "accent" if name == shown else "dim"), "page", name)]
    return tuple(runs)
