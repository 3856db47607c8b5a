"""Panels whose lines come from a pure function."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.ui.drawing.lines import Line, framed, length, whole, wrapped
from r2k_tui.ui.drawing.modes import Mode, mode, titled
from r2k_tui.ui.widgets.line_widget import LineWidget

# Takes the inner width and height; returns lines.
Body = Callable[[int, int], list[Line]]
# Corners and blanks around the text in the border.
_CORNERS = 8


def sentence_lines(lines: list[Line], width: int) -> list[Line]:
    """The lines; a single one of a single run, which is a sentence in place of the rest, wrapped to `width`."""
    if len(lines) != 1 or len(lines[0]) != 1 or length(lines[0]) <= width:
        return lines
    text, style = lines[0][0]
    return [((f" {part}", style),) for part in wrapped(text.strip(), max(1, width - 2))]


class TextPanel(LineWidget, can_focus=True):
    """A frame with a title around the lines of `body`; scrolls where not all fit."""

    EXACT_WIDTH = True

    def __init__(self, title: str, body: Body, *, id: str, foot: Callable[[], Line] = lambda: ()) -> None:
        super().__init__(id=id)
        self._title, self._body, self._foot = title, body, foot
        self._first = self._count = 0

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        lines = [whole(line, width - 2) for line in sentence_lines(self._body(width - 2, height - 2), width - 2)]
        self._count = len(lines)
        self._first = max(0, min(self._first, self._count - (height - 2)))
        shown = lines[self._first :]
        below = len(shown) - (height - 2)
        more: Line = ((f"{'▲' if self._first else ' '} {'▼ ' + str(below) if below > 0 else ''}", "dim"),)
        right = more if self._first or below > 0 else ()
        title, right = titled(self.heading(width - _CORNERS - length(right)), self.modes(), right, width)
        return framed(shown, width, height, title, right, self._foot(), focus=self.has_focus)

    def heading(self, width: int) -> Line:
        """The text in the border, in at most `width` cells."""
        return ((self._title, "bright"),)

    def modes(self) -> list[Mode]:
        """See LineWidget: whether the top is out of view."""
        return [mode("scrolled", self.to_top)] if self._first else []

    def to_top(self) -> None:
        """Show the first line."""
        self._first = 0
        self.paint()

    @property
    def rows_wanted(self) -> int:
        """Rows that show every line of the last drawing, including the frame; 0 before the first."""
        return self._count + 2 if self._count else 0

    def on_key_move(self, lines: int) -> None:
        """Scroll the lines."""
        self._first += lines
        self.paint()

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Scroll, where there is more than fits."""
        if self._count <= self.size.height - 2:
            return False
        self.on_key_move(rows)
        return True


class ChoicePanel(TextPanel):
    """A TextPanel whose left and right keys call `turn`."""

    def __init__(
        self, title: str, body: Body, turn: Callable[[int], None], *, id: str, foot: Callable[[], Line] = lambda: ()
    ) -> None:
        super().__init__(title, body, id=id, foot=foot)
        self._turn = turn

    def on_key_pan(self, steps: int) -> None:
        """Choose the next one."""
        self._turn(steps)
