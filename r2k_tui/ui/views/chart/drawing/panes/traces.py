"""Lines and areas over the slots of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from r2k_tui.model.readings.chart import Plot
from r2k_tui.ui.drawing.plots import braille
from r2k_tui.ui.drawing.plots.braille import ValueSpan
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas
from r2k_tui.ui.views.chart.drawing.scale import Scale
from r2k_tui.ui.views.chart.drawing.slots import Slots

_BLOCKS = " ▁▂▃▄▅▆▇█"


def closes_line(slots: Slots) -> list[ValueSpan]:
    """The close of every bar in view, two dot columns per cell."""
    if slots.per == 1:
        return by_slot(slots, [slot.close for slot in slots.slots])
    share = 2 * slots.width / max(1, len(slots.closes))
    # The last bar of a slot may not leave the slot's column.
    most = 2 * slots.columns[-1] + 1 if slots.columns else 0
    dots = [min(most, int(place * share)) for place in range(len(slots.closes))]
    return braille.spans_at(dots, slots.closes, 2 * slots.width)


def by_slot(slots: Slots, values: Sequence[float]) -> list[ValueSpan]:
    """One value per slot as a line; a NaN breaks it."""
    return braille.spans_at([2 * column for column in slots.columns], values, 2 * slots.width)


def draw_line(canvas: Canvas, spans: Sequence[ValueSpan], scale: Scale, style: str) -> None:
    """Draw a line under the contents; it breaks where it leaves the scale."""
    low, high = scale.ends
    canvas.rows_under(braille.draw([_inside(span, scale) for span in spans], low, high, scale.rows), style)


def _inside(span: ValueSpan, scale: Scale) -> ValueSpan:
    if span is None or not scale.holds(span[0]) or not scale.holds(span[1]):
        return None
    return scale.at(span[0]), scale.at(span[1])


def draw_area(canvas: Canvas, spans: Sequence[ValueSpan], scale: Scale, style: str, edge: str) -> None:
    """Fill the space below a line, in eighths of a cell; its upper edge has its own style."""
    for x in range(len(spans) // 2):
        pair = [span for span in spans[2 * x : 2 * x + 2] if span is not None]
        if not pair:
            continue
        filled = scale.rows * 8 - scale.step(max(span[1] for span in pair), scale.rows * 8)
        top = scale.rows - 1 - (filled - 1) // 8
        canvas.put(x, top, _BLOCKS[(filled - 1) % 8 + 1], edge)
        for y in range(top + 1, scale.rows):
            canvas.put(x, y, "█", style)


def draw_pillars(canvas: Canvas, slots: Slots, values: Sequence[float], scale: Scale, style: str) -> None:
    """Draw vertical bars from zero up and down, one per slot."""
    low, high = scale.ends
    dots: list[ValueSpan] = [None] * (2 * slots.width)
    for column, value in zip(slots.columns, values, strict=True):
        if isfinite(value):
            dots[2 * column] = (min(0.0, value), max(0.0, value))
    canvas.rows_under(braille.draw(dots, low, high, scale.rows), style)


def at_slots(slots: Slots, plot: Plot) -> list[float]:
    """The value of a line at the last bar of each slot."""
    return [plot.at(slot.last) for slot in slots.slots]
