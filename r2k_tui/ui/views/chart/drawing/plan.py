"""The layout of a chart, computed before drawing: lines, rows, scales, margins."""

from __future__ import annotations

from math import isfinite, nan
from typing import NamedTuple

from r2k_tui.model.market.tick import decimals_of, series_decimals
from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.model.readings.chart import Indicator, Plot
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.chart.drawing import readout
from r2k_tui.ui.views.chart.drawing.live import Live
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.panes import lower_pane
from r2k_tui.ui.views.chart.drawing.panes.kept_marks import KeptMarks
from r2k_tui.ui.views.chart.drawing.panes.price_pane import Overlay, overlays, price_scale, style_of
from r2k_tui.ui.views.chart.drawing.readout import Readings
from r2k_tui.ui.views.chart.drawing.scale import Scale, ticks_of
from r2k_tui.ui.views.chart.drawing.slots import InView, Slot, merged

_VOLUME_LABEL = 6


class Charted(NamedTuple):
    """The chart to draw. `reference` is the previous close in a range of one session, which ends at `ends_at`.

    `hint`: decimals of the quote; `kept`: notes and lines of the person; `thin`: few bytes are to be sent.
    """

    reply: ChartReply
    options: ChartOptions
    live: Live | None = None
    reference: float | None = None
    ends_at: float | None = None
    hint: int | None = None
    kept: KeptMarks = KeptMarks()
    thin: bool = False

    @property
    def decimals(self) -> int | None:
        """Decimals of the prices: the quote's, otherwise the closes'; None without a close."""
        return series_decimals(self.reply.bars.column("close")) if self.hint is None else self.hint


class Contents(NamedTuple):
    """The contents in view: bars, overlays, and the indicator under the prices with its lines."""

    view: InView
    over: list[Overlay]
    about: Indicator | None
    under: list[Plot]

    @property
    def last(self) -> float | None:
        """The newest close in view; None where there is none."""
        return next((bar.close for bar in reversed(self.view.bars) if isfinite(bar.close)), None)

    @property
    def known(self) -> list[Plot]:
        """The lines under the prices that have any value."""
        return [plot for plot in self.under if not plot.absent]

    @property
    def has_volume(self) -> bool:
        """Whether any bar in view has a volume."""
        return any(bar.volume > 0 for bar in self.view.bars)


class Plan(NamedTuple):
    """Rows, scales and, in cells, the margin of labels and the room for tags at the right."""

    contents: Contents
    rows: PaneHeights
    scale: Scale
    under_scale: Scale | None
    margin: int
    right: int


def contents_of(chart: Charted, view: InView) -> Contents:
    """The contents that the options select from the answer."""
    reply, options = chart.reply, chart.options
    about = next((indicator for indicator in reply.indicators if indicator.key == options.pane), None)
    return Contents(
        view, overlays(reply.plots, options), about, [p for p in reply.plots if p.indicator == options.pane]
    )


def plan_for(chart: Charted, contents: Contents, width: int, height: int) -> Plan:
    """The layout of a chart in a window."""
    rows = _rows(chart, contents, width, height)
    scale, under_scale = price_scale(contents.view, contents.over, chart.options, chart.reference, rows.prices), None
    labels = [label for _, label in ticks_of(scale)]
    if contents.about is not None and contents.known and rows.pane:
        under_scale = lower_pane.indicator_scale(contents.about, contents.known, contents.view, rows.pane)
        labels += lower_pane.indicator_labels(contents.about, under_scale).values()
    margin = max([len(label) for label in labels] + [_VOLUME_LABEL * bool(contents.has_volume and rows.volume)])
    tags = [f"◂{numbers.price(contents.last, chart.decimals)}", *(f" {line.plot.tag}" for line in contents.over)]
    tags += [f"─{numbers.price(price, chart.decimals)}" for price in chart.kept.prices if scale.holds(price)]
    tags += [" volume"] * bool(rows.volume) + ([f" {contents.about.title}"] if contents.about and rows.pane else [])
    return Plan(contents, rows, scale, under_scale, margin, max(len(tag) for tag in tags))


def _rows(chart: Charted, contents: Contents, width: int, height: int) -> PaneHeights:
    """Rows of each part; the numbers get as many as a bar like the last one takes."""
    bars = contents.view.bars
    marked = lower_pane.has_marks(chart.reply, contents.view, chart.kept.bars)
    sample = merged(bars[-2:]) if len(bars) > width else bars[-1]
    words = words_of(chart, contents, sample, (sample.close, sample.close))
    words += [readout.mark_room(chart.reply, bars[0].time, bars[-1].time)] * marked
    lines = len(readout.flowed(words, width, height))
    rows = rows_for(height, lines, marks=marked, volume=chart.options.volume, pane=contents.about is not None)
    if rows.volume and not contents.has_volume:
        return rows._replace(volume=1, prices=rows.prices + rows.volume - 1)
    return rows


def words_of(chart: Charted, contents: Contents, slot: Slot, pair: tuple[float, float] | None) -> list[Line]:
    """The readout of one slot."""
    reply, existing = chart.reply, {about.key: about for about in chart.reply.indicators}
    decimals = chart.decimals
    keys = (*chart.options.overlays, *([contents.about.key] if contents.about else []))
    readings = [
        Readings(existing[key], [plot for plot in reply.plots if plot.indicator == key], style_of(key, chart.options))
        for key in keys
        if key in existing
    ]
    return [
        *readout.price_words(
            _with_volume(chart, contents, slot),
            pair,
            reply.bars.interval,
            _widest_price(contents.view, decimals),
            decimals,
        ),
        *readout.line_words(readings, slot.last, decimals_of(slot.close) if decimals is None else decimals),
        *readout.mark_words(reply, slot),
    ]


def _with_volume(chart: Charted, contents: Contents, slot: Slot) -> Slot:
    """The slot; a volume of 0 counts as missing for an index, or where no bar in view has a volume."""
    if slot.volume == 0 and (chart.reply.bars.symbol.startswith("^") or not contents.has_volume):
        return slot._replace(volume=nan)
    return slot


def _widest_price(view: InView, decimals: int | None) -> int:
    """Width of the widest price in view: the highest one, or one below 1 with all its decimals."""
    prices = [price for bar in view.bars for price in (bar.high, bar.low, bar.close) if price == price]
    return max(len(numbers.price(price, decimals)) for price in (min(prices), max(prices)))


class PaneHeights(NamedTuple):
    """Rows of each part; 0 is hidden. The time axis takes one more row."""

    words: int
    prices: int
    marks: int = 0
    volume: int = 0
    pane: int = 0


def rows_for(height: int, words: int, *, marks: bool, volume: bool, pane: bool) -> PaneHeights:
    """Divide `height` rows, of which the readout wants `words`; small parts go first where room is short."""
    words = min(words, max(1, height // 5))
    left = height - words - 1
    pane_rows = min(12, max(3, left // 4)) if pane and left >= 9 else 0
    volume_rows = min(6, max(2, left // 7)) if volume and left >= 7 else 0
    left -= pane_rows + volume_rows
    mark_rows = 1 if marks and left >= 5 else 0
    return PaneHeights(words, left - mark_rows, mark_rows, volume_rows, pane_rows)
