"""The small chart of one symbol: price line, axes, tag of the last price, volume."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.tick import series_decimals
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run, fit
from r2k_tui.ui.drawing.plots import braille
from r2k_tui.ui.drawing.plots.axes import price_ticks, tick_label
from r2k_tui.ui.views.chart.drawing.scale import Scale
from r2k_tui.ui.views.chart.drawing.timeline import axis

_LEAST_WIDTH, _LEAST_HEIGHT = 20, 4
_VOLUME_FROM = 11


class ChartInput(NamedTuple):
    """The chart to draw. `tip` is the live price that the last bar lacks; `ends_at` leaves room for the rest of a
    session (seconds since the epoch); `decimals`: those of the quote.
    """

    bars: Bars
    tip: float | None = None
    tip_time: float | None = None
    reference: float | None = None
    ends_at: float | None = None
    decimals: int | None = None


class _Points(NamedTuple):
    places: list[float]
    values: list[float]
    times: list[int]
    volumes: list[float]


def chart_lines(chart: ChartInput, width: int, height: int) -> list[Line]:
    """The chart in `height` lines of `width` cells; a message where there is no room, or no bar."""
    points = _points(chart)
    if not points.values:
        return [(("no bars", "dim"),)]
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        return [((numbers.price(points.values[-1], _decimals(chart)), "bright"),)]
    low, high = _bounds(points.values, chart.reference)
    volume_rows = 2 if height >= _VOLUME_FROM and any(v == v and v > 0 for v in points.volumes) else 0
    rows = height - 1 - volume_rows
    ticks = price_ticks(low, high, max(2, rows // 3))
    labels = [tick_label(tick, ticks) for tick in ticks]
    margin = max((len(label) for label in labels), default=0)
    tag = numbers.price(points.values[-1], _decimals(chart))
    plot = width - margin - 1 - len(tag) - 1
    picture = braille.draw(braille.columns(points.places, points.values, plot), low, high, rows)
    lines = _price_rows(picture, Scale(low, high, rows), ticks, labels, margin, chart, tag)
    if volume_rows:
        lines += _volume_rows(points, plot, margin, volume_rows)
    columns = [round(place * (plot - 1)) for place in points.places]
    lines.append(axis(points.times, columns, chart.bars.interval, plot, margin))
    return [fit(line, width) for line in lines]


def _decimals(chart: ChartInput) -> int | None:
    """The decimals of the quote, otherwise of the closes."""
    return series_decimals(chart.bars.column("close")) if chart.decimals is None else chart.decimals


def _points(chart: ChartInput) -> _Points:
    """Closes with their horizontal places: by time where a session is to be filled, otherwise by bar."""
    bars = chart.bars
    closes, volumes = bars.column("close"), bars.column("volume")
    kept = [i for i in range(len(bars)) if isfinite(closes[i])]
    all_times = bars.times()
    times, values = [all_times[i] for i in kept], [closes[i] for i in kept]
    amounts = [volumes[i] for i in kept]
    _add_tip(chart, times, values, amounts)
    if not times:
        return _Points([], [], [], [])
    if chart.ends_at is not None and times[-1] <= chart.ends_at:
        span = max(1.0, chart.ends_at - times[0])
        places = [(time - times[0]) / span for time in times]
    else:
        places = [index / max(1, len(times) - 1) for index in range(len(times))]
    return _Points(places, values, times, amounts)


def _add_tip(chart: ChartInput, times: list[int], values: list[float], volumes: list[float]) -> None:
    """Extend the series to the live price: within its last bar, or by a new bar where that one is over."""
    if chart.tip is None or chart.tip_time is None or not times or chart.tip_time < times[-1]:
        return
    seconds = chart.bars.interval.seconds
    if chart.tip_time < times[-1] + seconds:
        values[-1] = chart.tip
        return
    times.append(int(chart.tip_time) // seconds * seconds)
    values.append(chart.tip)
    volumes.append(float("nan"))


def _bounds(values: Sequence[float], reference: float | None) -> tuple[float, float]:
    low, high = min(values), max(values)
    if reference is not None and low - (high - low) < reference < high + (high - low):
        low, high = min(low, reference), max(high, reference)
    if low == high:
        pad = abs(low) * 0.01 or 1.0
        return low - pad, high + pad
    return low, high


def _price_rows(
    picture: list[str],
    scale: Scale,
    ticks: Sequence[float],
    labels: Sequence[str],
    margin: int,
    chart: ChartInput,
    tag: str,
) -> list[Line]:
    at = {scale.row(tick): label for tick, label in zip(ticks, labels, strict=True)}
    values = chart.bars.column("close")
    last = chart.tip if chart.tip is not None else values[-1]
    tag_row = scale.row(last)
    style = "accent" if chart.reference is None else numbers.direction(last - chart.reference)
    reference_row = None
    if chart.reference is not None and scale.low <= chart.reference <= scale.high:
        reference_row = scale.row(chart.reference)
    lines = []
    for row, text in enumerate(picture):
        label = at.get(row, "")
        runs: list[Run] = [(label.rjust(margin) + ("┤" if label else "│"), "dim")]
        runs += _with_reference(text, "accent") if row == reference_row else [(text, "accent")]
        if row == tag_row:
            runs.append((f"◂{tag}", style))
        lines.append(tuple(runs))
    return lines


def _with_reference(text: str, style: str) -> list[Run]:
    """A row of the chart with the reference level dotted where there is no line."""
    runs: list[Run] = []
    for character in text:
        run = ("┈", "frame") if character == " " else (character, style)
        if runs and runs[-1][1] == run[1]:
            runs[-1] = (runs[-1][0] + run[0], run[1])
        else:
            runs.append(run)
    return runs


def _volume_rows(points: _Points, plot: int, margin: int, rows: int) -> list[Line]:
    picture = braille.pillars(points.places, points.volumes, plot, rows)
    lines: list[Line] = []
    for row, text in enumerate(picture):
        label = "vol" if row == 0 and margin >= 3 else ""
        lines.append(((label.rjust(margin) + "│", "dim"), (text, "volume")))
    return lines
