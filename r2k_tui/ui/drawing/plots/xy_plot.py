"""Curves and marks on two axes, drawn in braille."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from math import exp, isfinite, log
from typing import NamedTuple

from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.drawing.plots.axes import TickLabel, log_ticks, price_ticks
from r2k_tui.ui.drawing.plots.braille import dot

_LEAST_WIDTH, _LEAST_HEIGHT = 20, 4


class PlottedCurve(NamedTuple):
    """Points joined by lines; a NaN breaks the line. With a `glyph`, that character at each point, and no lines."""

    xs: Sequence[float]
    ys: Sequence[float]
    style: str = "accent"
    glyph: str = ""


class PlottedBand(NamedTuple):
    """Cells from a lower to an upper level, shaded behind the curves. `levels` gives both at an x, None outside."""

    levels: Callable[[float], tuple[float, float] | None]
    glyph: str = "·"
    style: str = "dim"


class Mark(NamedTuple):
    """A character or a short word at a point."""

    x: float
    y: float
    text: str
    style: str = "bright"


class Axes(NamedTuple):
    """Labels of the axes: of levels, and either of places or at given places.

    With `logarithmic`, the levels of curves and marks are natural logarithms of the labeled values.
    """

    y_label: TickLabel
    x_label: TickLabel | None = None
    x_ticks: Sequence[tuple[float, str]] = ()
    logarithmic: bool = False

    def levels(self, bottom: float, top: float, most: int) -> list[tuple[float, str]]:
        """Levels with their labels."""
        if self.logarithmic:
            ticks = log_ticks(exp(bottom), exp(top), most)
            return [(log(tick), self.y_label(tick, ticks)) for tick in ticks]
        ticks = price_ticks(bottom, top, most)
        return [(tick, self.y_label(tick, ticks)) for tick in ticks]


class Area(NamedTuple):
    """The plotted range in data units, and its size in cells."""

    left: float
    right: float
    bottom: float
    top: float
    width: int
    height: int

    def dot(self, x: float, y: float) -> tuple[float, float]:
        """Column and row of dots, two per cell across and four down."""
        across = (x - self.left) / ((self.right - self.left) or 1.0)
        down = (self.top - y) / ((self.top - self.bottom) or 1.0)
        return across * (self.width * 2 - 1), down * (self.height * 4 - 1)

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Column and row of the cell of a point, clamped to the area."""
        column, row = self.dot(x, y)
        return min(self.width - 1, max(0, round(column) // 2)), min(self.height - 1, max(0, round(row) // 4))


def xy_plot(
    curves: Sequence[PlottedCurve],
    marks: Sequence[Mark],
    axes: Axes,
    width: int,
    height: int,
    band: PlottedBand | None = None,
) -> list[Line]:
    """The plot with its axes, `height` lines of `width` cells; a message where there is no data, or no room."""
    marks = [mark for mark in marks if isfinite(mark.y)]
    xs = [mark.x for mark in marks] + [x for c in curves for x, y in zip(c.xs, c.ys, strict=True) if isfinite(x + y)]
    ys = [mark.y for mark in marks] + [y for c in curves for x, y in zip(c.xs, c.ys, strict=True) if isfinite(x + y)]
    if not xs:
        return [((" nothing to draw", "dim"),)]
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        return [((" …", "dim"),)]
    bottom, top = _widened(min(ys), max(ys))
    left, right = min(xs), max(xs)
    rows = height - 1
    ticks = axes.levels(bottom, top, max(2, rows // 2))
    margin = max((len(word) for _, word in ticks), default=0)
    area = Area(left, right, bottom, top, width - margin - 1, rows)
    cells = drawn(curves, marks, area, band)
    at = {area.cell(left, tick)[1]: word for tick, word in ticks}
    lines = [_row(cells[row], at.get(row, ""), margin) for row in range(rows)]
    return [*lines, _foot(area, axes, margin)]


def _widened(low: float, high: float) -> tuple[float, float]:
    if high > low:
        return low, high
    pad = abs(low) * 0.01 or 1.0
    return low - pad, high + pad


def drawn(
    curves: Sequence[PlottedCurve], marks: Sequence[Mark], area: Area, band: PlottedBand | None = None
) -> list[list[Run]]:
    """The cells of the area, row by row: the band, the curves on it, and the marks on top."""
    cells: list[list[Run]] = [[(" ", "text")] * area.width for _ in range(area.height)]
    if band is not None:
        for row, column in _shaded(band, area):
            cells[row][column] = (band.glyph, band.style)
    for row, column, run in _curve_cells(curves, area):
        cells[row][column] = run
    taken: set[tuple[int, int]] = set()
    for mark in marks:
        row, column = _place(mark, area, taken)
        for offset, character in enumerate(mark.text):
            taken.add((row, column + offset))
            cells[row][column + offset] = (character, mark.style)
    return cells


def _shaded(band: PlottedBand, area: Area) -> Iterator[tuple[int, int]]:
    """Row and column of the cells of a band: in each column at least one, however thin the band is."""
    for column in range(area.width):
        x = area.left + (area.right - area.left) * (column + 0.5) / area.width
        levels = band.levels(x)
        if levels is not None:
            last, first = (area.cell(x, level)[1] for level in levels)
            yield from ((row, column) for row in range(first, last + 1))


def _curve_cells(curves: Sequence[PlottedCurve], area: Area) -> Iterator[tuple[int, int, Run]]:
    """The cells of the lines, then those of the points with a glyph."""
    bits: dict[tuple[int, int], int] = {}
    styles: dict[tuple[int, int], str] = {}
    for curve in curves:
        for column, row in _dots(curve, area) if not curve.glyph else ():
            place = (row // 4, column // 2)
            bits[place] = bits.get(place, 0) | dot(row % 4, column % 2)
            styles[place] = curve.style
    for (row, column), pattern in bits.items():
        yield row, column, (chr(0x2800 + pattern), styles[row, column])
    for curve in curves:
        for x, y in zip(curve.xs, curve.ys, strict=True) if curve.glyph else ():
            if isfinite(x) and isfinite(y):
                column, row = area.cell(x, y)
                yield row, column, (curve.glyph, curve.style)


def _place(mark: Mark, area: Area, taken: Set[tuple[int, int]]) -> tuple[int, int]:
    """Row and column of a mark: at its point, else to the right of the marks there, else in the nearest free row."""
    size = len(mark.text)

    def hides(row: int, column: int) -> bool:
        return any((row, column + offset) in taken for offset in range(size))

    column, row = area.cell(mark.x, mark.y)
    column = min(column, area.width - size)
    while hides(row, column) and column < area.width - size:
        column += 1
    nearest = sorted(range(area.height), key=lambda other: abs(other - row))
    return next((other for other in nearest if not hides(other, column)), row), column


def _dots(curve: PlottedCurve, area: Area) -> Iterator[tuple[int, int]]:
    """Every dot on the lines between the points; of points that follow each other in one dot, only the first."""
    left, top, wide, high = area.left, area.top, area.width * 2 - 1, area.height * 4 - 1
    width, height = (area.right - left) or 1.0, (top - area.bottom) or 1.0
    last: tuple[int, int] | None = None
    before_across = before_down = 0.0
    for x, y in zip(curve.xs, curve.ys, strict=True):
        if not (isfinite(x) and isfinite(y)):
            last = None
            continue
        across, down = (x - left) / width * wide, (top - y) / height * high
        here = round(across), round(down)
        if here != last:
            if last is not None:
                yield from _between(before_across, before_down, across, down, area)
            elif _is_within(here, area):
                yield here
        last, before_across, before_down = here, across, down


def _between(x: float, y: float, across: float, down: float, area: Area) -> Iterator[tuple[int, int]]:
    """The dots behind one position up to another, which is in another dot."""
    steps = max(1, round(max(abs(across - x), abs(down - y))))
    for step in range(1, steps + 1):
        found = round(x + (across - x) * step / steps), round(y + (down - y) * step / steps)
        if _is_within(found, area):
            yield found


def _is_within(found: tuple[int, int], area: Area) -> bool:
    return 0 <= found[0] < area.width * 2 and 0 <= found[1] < area.height * 4


def _row(cells: Sequence[Run], word: str, margin: int) -> Line:
    runs: list[Run] = [(word.rjust(margin) + ("┤" if word else "│"), "dim")]
    for text, style in cells:
        if runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        else:
            runs.append((text, style))
    return tuple(runs)


def _foot(area: Area, axes: Axes, margin: int) -> Line:
    ticks = list(axes.x_ticks)
    if axes.x_label is not None:
        label = axes.x_label
        places = price_ticks(area.left, area.right, max(2, area.width // 10))
        ticks = [(place, label(place, places)) for place in places]
    cells, free = [" "] * area.width, 0
    for x, text in ticks:
        column = area.cell(x, area.bottom)[0]
        start = min(max(column - len(text) // 2, 0), area.width - len(text))
        if start >= free:
            cells[start : start + len(text)] = text
            free = start + len(text) + 1
    return ((" " * margin + "└", "dim"), ("".join(cells), "dim"))
