"""The price pane: candles, line or area, with the overlays behind them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, nan
from typing import NamedTuple

from r2k_tui.model.readings.chart import Plot
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Run
from r2k_tui.ui.views.chart.drawing.options import ChartKind, ChartOptions
from r2k_tui.ui.views.chart.drawing.panes.candles import draw_candles
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas, Pane
from r2k_tui.ui.views.chart.drawing.panes.kept_marks import draw_price_lines
from r2k_tui.ui.views.chart.drawing.panes.traces import at_slots, by_slot, closes_line, draw_area, draw_line
from r2k_tui.ui.views.chart.drawing.scale import Scale, scale_for, ticks_of
from r2k_tui.ui.views.chart.drawing.slots import InView, Slots

_STYLES = ("line-1", "line-2", "line-3", "line-4", "line-5")

# About this many values of a line decide how far it extends the scale.
_SAMPLES = 500


class Overlay(NamedTuple):
    """One line over the prices; its style is that of its indicator."""

    plot: Plot
    style: str


def style_of(key: str, options: ChartOptions) -> str:
    """The style of an indicator; overlays are styled in the order in which they were chosen."""
    return _STYLES[options.overlays.index(key) % len(_STYLES)] if key in options.overlays else "accent"


def overlays(plots: Sequence[Plot], options: ChartOptions) -> list[Overlay]:
    """The overlays in the order in which they were chosen."""
    chosen = [plot for plot in plots if plot.indicator in options.overlays and not plot.absent]
    return [Overlay(plot, style_of(plot.indicator, options)) for plot in chosen]


def price_scale(
    view: InView, lines: Sequence[Overlay], options: ChartOptions, reference: float | None, rows: int
) -> Scale:
    """The scale that holds the prices in view, and values of lines near them."""
    if options.kind is ChartKind.CANDLES:
        values = [
            value for bar in view.bars if isfinite(bar.close) for value in (bar.high, bar.low, bar.open, bar.close)
        ]
    else:
        values = [bar.close for bar in view.bars]
    stop, every = view.start + len(view.bars), max(1, len(view.bars) // _SAMPLES)
    beside = [value for line in lines for value in line.plot.numbers()[view.start : stop : every]]
    return scale_for(values, [*beside, *([] if reference is None else [reference])], rows, logarithmic=options.log)


def price_pane(
    slots: Slots,
    lines: Sequence[Overlay],
    options: ChartOptions,
    scale: Scale,
    reference: float | None,
    decimals: int | None = None,
    kept: Sequence[float] = (),
) -> Pane:
    """Prices over lines over the reference level; `kept`: prices at which the person has lines."""
    canvas = Canvas(slots.width, scale.rows)
    if options.kind is ChartKind.CANDLES:
        draw_candles(canvas, slots, scale)
    elif options.kind is ChartKind.LINE:
        draw_line(canvas, closes_line(slots), scale, "accent")
    else:
        draw_area(canvas, closes_line(slots), scale, "area", "accent")
    for line in lines:
        draw_line(canvas, by_slot(slots, at_slots(slots, line.plot)), scale, line.style)
    if reference is not None and scale.holds(reference):
        canvas.across(scale.row(reference), "┈", "frame")
    tags = draw_price_lines(canvas, kept, scale, decimals) | _tags(slots, lines, scale, reference, decimals)
    return Pane(canvas, dict(ticks_of(scale)), tags)


def _tags(
    slots: Slots, lines: Sequence[Overlay], scale: Scale, reference: float | None, decimals: int | None
) -> dict[int, Run]:
    """Tags of the last price and of the end of each line; the price has priority."""
    tags: dict[int, Run] = {}
    for line in reversed(lines):
        value = at_slots(slots, line.plot)[-1] if slots.slots else nan
        if scale.holds(value):
            tags[scale.row(value)] = (f" {line.plot.tag}", line.style)
    last = next((slot.close for slot in reversed(slots.slots) if isfinite(slot.close)), nan)
    if isfinite(last):
        style = "accent" if reference is None else numbers.direction(last - reference)
        tags[scale.row(last)] = (f"◂{numbers.price(last, decimals)}", style)
    return tags


def outside(slots: Slots, regular: Sequence[tuple[float, float]]) -> list[int]:
    """The columns outside regular hours; none where everything in view is outside, or inside."""
    inside = [any(opens <= time < closes for opens, closes in regular) for time in slots.times]
    if not any(inside):
        return []
    return [x for place, within in enumerate(inside) if not within for x in slots.edges(place)]
