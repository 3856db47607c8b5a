"""What is on the screen, as a stored picture shows it."""

from __future__ import annotations

from typing import NamedTuple

from rich.color import ColorSystem
from textual.screen import Screen

from r2k_tui.ui.terminal.shadow import Shadow
from r2k_tui.ui.terminal.takeover.cells import StoredCells
from r2k_tui.ui.widgets.bars import HeaderBar
from r2k_tui.ui.widgets.header.header import StoredHeader
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.pen import Pen, pen_in

_NOTICE_STYLE = "warn"


class Captured(NamedTuple):
    """A screen without its notice: its cells, the codes that paint them, the place of the notice, and its look."""

    cells: StoredCells
    painted: str
    place: StoredHeader
    pen: Pen


def capture(screen: Screen[None]) -> Captured | None:
    """The panels of a screen, whatever lies over them; None while one of them waits for what it is to show."""
    width, height = size = screen.size
    shown = Shadow()
    shown.clear((width, height))
    colors = screen.app.console._color_system or ColorSystem.TRUECOLOR
    ground = pen_in(screen.rich_style, colors).ground
    for y in range(height):
        shown.put(y, 0, [(" " * width, ground)])
    head: HeaderBar | None = None
    # In the compositor's order the front is first.
    for widget, (region, clip) in reversed(screen._compositor.visible_widgets.items()):
        if not isinstance(widget, LineWidget):
            continue
        if widget.awaits(region.size):
            return None
        seen = region.intersection(clip)
        if isinstance(widget, HeaderBar):
            head = widget
        lines = widget.stored()
        for y in range(seen.y, min(seen.bottom, region.y + len(lines))):
            start, stop = seen.x - region.x, seen.right - region.x
            shown.put(y, seen.x, widget.cells_of(lines[y - region.y], start, stop))
    if head is None or not size:
        return None
    place = head.stored_header()
    pen = head.cells_of(((" ", _NOTICE_STYLE),), 0, 1)[0][1]
    painted = shown.encode()
    return Captured(StoredCells((width, height), shown.rows()), painted, place, pen)
