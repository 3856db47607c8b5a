"""The lines of a comparison, each with its letter, and their values at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from r2k_tui.model.messages.charts.comparison import ComparedSeries, ComparisonReply
from r2k_tui.ui.drawing.lines import Line, Run, cells, fit
from r2k_tui.ui.drawing.plots.axes import price_ticks
from r2k_tui.ui.drawing.plots.braille import ValueSpan, spans_at
from r2k_tui.ui.views.chart.comparison.options import LETTERS, STYLES, CompareOptions
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas, Pane, pane_lines
from r2k_tui.ui.views.chart.drawing.panes.traces import draw_line
from r2k_tui.ui.views.chart.drawing.scale import Scale, scale_for
from r2k_tui.ui.views.chart.drawing.timeline import axis

LEAST_ROWS, _LEAST_PLOT = 4, 12
# Columns from one letter on a line to the next.
_APART = 18


class CompareLine(NamedTuple):
    """One line: its letter and style, its series, and a value for each common bar."""

    letter: str
    style: str
    series: ComparedSeries
    values: list[float]


def lines_of(reply: ComparisonReply, options: CompareOptions) -> list[CompareLine]:
    """The lines in the order of the symbols; one without values is absent, and keeps its letter."""
    made = zip(LETTERS, STYLES, reply.series, strict=False)
    lines = [CompareLine(letter, style, series, options.values(series)) for letter, style, series in made]
    return [line for line in lines if line.values]


def place_of(reply: ComparisonReply, options: CompareOptions) -> int:
    """The bar that the values are of: the one under the crosshair, otherwise the last."""
    times = list(reply.moments())
    return times.index(options.cross) if options.cross in times else len(times) - 1


def comparison_picture(reply: ComparisonReply, options: CompareOptions, width: int, height: int) -> list[Line]:
    """The lines in `height` rows of `width` cells, the last of them the time axis."""
    lines, place = lines_of(reply, options), place_of(reply, options)
    if not lines:
        return [((" no line to draw: volatility needs more bars, and prices that move", "dim"),)]
    scale = scale_for([value for line in lines for value in line.values], [options.zero], height - 1, logarithmic=False)
    ticks = price_ticks(scale.low, scale.high, max(2, scale.rows // 3))
    labels = {scale.row(tick): options.label(tick, ticks) for tick in ticks}
    ends = [f" {line.letter} {line.series.symbol} {options.written(line.values[place])}" for line in lines]
    margin, right = max(len(label) for label in labels.values()), max(cells(end) for end in ends)
    plot = width - margin - 1 - right
    if plot < _LEAST_PLOT:
        words: list[Line] = [((end.strip(), line.style),) for end, line in zip(ends, lines, strict=True)]
        return words[:height]
    columns = _columns(len(reply.moments()), plot)
    canvas = _canvas(lines, columns, scale, plot)
    if options.cross is not None:
        canvas.down(columns[place], "┊", "text")
        canvas.ground(columns[place], "cursor")
    if scale.holds(options.zero):
        canvas.across(scale.row(options.zero), "┈", "frame")
    tags = _spread([scale.row(line.values[place]) for line in lines], scale.rows)
    runs: dict[int, Run] = {row: (end, line.style) for row, end, line in zip(tags, ends, lines, strict=True)}
    drawn = pane_lines(Pane(canvas, labels, runs), margin)
    drawn.append(axis(list(reply.moments()), columns, reply.interval, plot, margin))
    return [fit(line, width) for line in drawn]


def _columns(count: int, width: int) -> list[int]:
    """The column of each bar, from the first column to the last."""
    return [place * (width - 1) // max(1, count - 1) for place in range(count)]


def _canvas(lines: Sequence[CompareLine], columns: Sequence[int], scale: Scale, width: int) -> Canvas:
    """The lines, the first over the others, each with its letter at regular distances."""
    canvas = Canvas(width, scale.rows)
    count = max(1, len(columns) - 1)
    dots = [place * (2 * width - 1) // count for place in range(len(columns))]
    spans = [spans_at(dots, line.values, 2 * width) for line in lines]
    for line, own in zip(lines, spans, strict=True):
        draw_line(canvas, own, scale, line.style)
    for number, (line, own) in enumerate(zip(lines, spans, strict=True)):
        for x in range(2 + number * _APART // len(lines), width, _APART):
            if (value := _middle(own[2 * x])) is not None:
                canvas.put(x, scale.row(value), line.letter, f"{line.style}")
    return canvas


def _middle(span: ValueSpan) -> float | None:
    return None if span is None else (span[0] + span[1]) / 2


def _spread(rows: Sequence[int], count: int) -> list[int]:
    """Rows for the values at the right, each its own, as near to its line as the others allow."""
    order = sorted(range(len(rows)), key=lambda place: rows[place])
    placed, free = dict[int, int](), 0
    for place in order:
        placed[place] = max(rows[place], free)
        free = placed[place] + 1
    below = count - 1
    for place in reversed(order):
        placed[place] = min(placed[place], below)
        below = placed[place] - 1
    return [placed[place] for place in range(len(rows))]
