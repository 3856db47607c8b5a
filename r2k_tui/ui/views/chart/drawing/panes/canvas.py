"""A grid of cells to draw on: each has a character and the name of a style."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run

CanvasCell = tuple[str, str]
_BLANK: CanvasCell = (" ", "text")


class Canvas:
    """`height` rows of `width` cells; cells outside are ignored."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: list[list[CanvasCell]] = [[_BLANK] * width for _ in range(height)]

    def put(self, x: int, y: int, character: str, style: str) -> None:
        """Draw one cell over the contents."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._cells[y][x] = (character, style)

    def put_under(self, x: int, y: int, character: str, style: str) -> None:
        """Draw one cell where it is empty; a blank inside a text is not empty."""
        if 0 <= x < self.width and 0 <= y < self.height and self._cells[y][x] == _BLANK:
            self._cells[y][x] = (character, style)

    def rows_under(self, rows: list[str], style: str) -> None:
        """Draw rows of text where cells are empty; their blanks draw nothing."""
        for y, row in enumerate(rows):
            for x, character in enumerate(row):
                if character != " ":
                    self.put_under(x, y, character, style)

    def word(self, x: int, y: int, text: str, style: str) -> None:
        """Draw text over the contents."""
        for place, character in enumerate(text):
            self.put(x + place, y, character, style)

    def across(self, y: int, character: str, style: str) -> None:
        """Fill the blanks of a row."""
        for x in range(self.width):
            self.put_under(x, y, character, style)

    def down(self, x: int, character: str, style: str) -> None:
        """Fill the blanks of a column."""
        for y in range(self.height):
            self.put_under(x, y, character, style)

    def ground(self, x: int, name: str) -> None:
        """Set the background of a column."""
        for row in self._cells if 0 <= x < self.width else ():
            row[x] = (row[x][0], f"{row[x][1]}+{name}")

    def lines(self) -> list[Line]:
        """The cells as lines of runs."""
        return [_runs(row) for row in self._cells]


def _runs(cells: list[CanvasCell]) -> Line:
    runs: list[Run] = []
    for character, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + character, style)
        else:
            runs.append((character, style))
    return tuple(runs)


class Pane(NamedTuple):
    """A canvas with, by row, the labels of the scale and tags with their styles."""

    canvas: Canvas
    labels: Mapping[int, str] = {}
    tags: Mapping[int, Run] = {}


def pane_lines(pane: Pane, margin: int) -> list[Line]:
    """The pane with its scale, `margin` cells wide, at the left; a label that does not fit becomes `…`."""
    lines = []
    for row, runs in enumerate(pane.canvas.lines()):
        label = pane.labels.get(row, "")
        head: Run = (numbers.right(label, margin) + ("┤" if label else "│"), "dim")
        tag = pane.tags.get(row)
        lines.append((head, *runs, *((tag,) if tag else ())))
    return lines
