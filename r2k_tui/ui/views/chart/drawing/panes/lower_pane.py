"""The panes under the prices: marks, volume, and one indicator."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import isfinite

from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.model.readings.chart import Indicator, Plot
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import whole
from r2k_tui.ui.drawing.plots.axes import fraction_label, price_ticks, tick_label
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas, Pane
from r2k_tui.ui.views.chart.drawing.panes.kept_marks import NotedBar
from r2k_tui.ui.views.chart.drawing.panes.traces import at_slots, by_slot, draw_line, draw_pillars
from r2k_tui.ui.views.chart.drawing.scale import Scale, nice_top, scale_for
from r2k_tui.ui.views.chart.drawing.slots import InView, Slots

_BLOCKS = " ▁▂▃▄▅▆▇█"
RECORD, MONTH = "●", "◆"
_STYLES = ("accent", "line-1")
# In slots at least this many columns wide, bars of the pane are separated.
_APART = 3.0


def has_marks(reply: ChartReply, view: InView, noted: Sequence[NotedBar] = ()) -> bool:
    """Whether a record close, a month of ten percent or a note is in view."""
    if not view.bars:
        return False
    first, last = view.bars[0].time, view.bars[-1].time
    if any(first <= note.time <= last for note in noted):
        return True
    records = memoryview(reply.records).cast("q")
    place = bisect_left(records, first)
    return (place < len(records) and records[place] <= last) or any(first <= m.time <= last for m in reply.months)


def marks_pane(reply: ChartReply, slots: Slots, noted: Sequence[NotedBar] = ()) -> Pane:
    """One row: a dot under every slot with a record close, a diamond under the end of a month of ten percent, a pencil
    under a note.
    """
    canvas = Canvas(slots.width, 1)
    for time in memoryview(reply.records).cast("q"):
        _mark(canvas, slots, time, RECORD, "accent")
    for month in reply.months:
        _mark(canvas, slots, month.time, MONTH, "bright")
    for note in noted:
        _mark(canvas, slots, note.time, numbers.NOTED, "warn")
    return Pane(canvas)


def _mark(canvas: Canvas, slots: Slots, time: int, glyph: str, style: str) -> None:
    if slots.slots and slots.slots[0].time <= time <= slots.slots[-1].until:
        canvas.put(slots.columns[slots.place_of(time)], 0, glyph, style)


def volume_pane(slots: Slots, rows: int) -> Pane:
    """Volumes as vertical bars from 0 to a round number; one row that says so where there are none."""
    most = max((slot.volume for slot in slots.slots if isfinite(slot.volume)), default=0.0)
    if most <= 0:
        canvas = Canvas(slots.width, 1)
        canvas.word(1, 0, "no volume", "dim")
        return Pane(canvas)
    canvas, top = Canvas(slots.width, rows), nice_top(most)
    for place, slot in enumerate(slots.slots):
        eighths = max(1, round(slot.volume / top * rows * 8)) if slot.volume > 0 else 0
        columns = slots.edges(place)[: -1 if slots.step >= _APART else None]
        for y in range(rows):
            block = _BLOCKS[min(8, max(0, eighths - 8 * (rows - 1 - y)))]
            if block != " ":
                canvas.word(columns.start, y, block * len(columns), "volume")
    return Pane(canvas, {0: numbers.compact(top), **({rows - 1: "0"} if rows > 1 else {})}, {0: (" volume", "dim")})


def indicator_scale(about: Indicator, plots: Sequence[Plot], view: InView, rows: int) -> Scale:
    """The scale of an indicator: its own bounds, otherwise the values in view, with zero for a histogram."""
    if about.bounds is not None:
        return Scale(*about.bounds, rows)
    values = [value for plot in plots for value in plot.numbers()[view.start : view.start + len(view.bars)]]
    values += [0.0] if any(plot.pillars for plot in plots) else []
    return scale_for(values, about.levels, rows, logarithmic=False)


def indicator_pane(about: Indicator, plots: Sequence[Plot], slots: Slots, scale: Scale) -> Pane:
    """Histogram, then lines, then levels; an absent indicator says why."""
    canvas, existing = Canvas(slots.width, scale.rows), [plot for plot in plots if not plot.absent]
    if not existing:
        words = whole(((f"{about.title}: {plots[0].note if plots else 'waiting'}", "dim"),), slots.width - 1)
        canvas.word(1, 0, "".join(text for text, _ in words), "dim")
        return Pane(canvas)
    lines = [plot for plot in existing if not plot.pillars]
    for plot, style in zip(lines, _STYLES, strict=False):
        draw_line(canvas, by_slot(slots, at_slots(slots, plot)), scale, style)
    for plot in existing:
        if plot.pillars:
            draw_pillars(canvas, slots, at_slots(slots, plot), scale, "dim")
    for level in about.levels:
        if scale.holds(level):
            canvas.across(scale.row(level), "┈", "frame")
    return Pane(canvas, indicator_labels(about, scale), {0: (f" {about.title}", "dim")})


def indicator_labels(about: Indicator, scale: Scale) -> dict[int, str]:
    """Labels of the scale in the indicator's unit: its levels where it has bounds of its own, otherwise round ticks."""
    ticks = list(about.levels) if about.bounds else price_ticks(scale.low, scale.high, max(2, scale.rows // 2))
    return {scale.row(tick): _label(about.unit, tick, ticks) for tick in ticks}


def _label(unit: str, value: float, ticks: Sequence[float]) -> str:
    if unit == "shares":
        return numbers.compact(value)
    if unit == "fraction":
        return fraction_label(value, ticks)
    return tick_label(value, ticks)
