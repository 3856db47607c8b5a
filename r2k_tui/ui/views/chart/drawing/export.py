"""The bars and lines of a chart as a table, for an export."""

from __future__ import annotations

from collections import Counter

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars
from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.model.readings.chart import Plot
from r2k_tui.ui.drawing.table_export import ExportTable, iso


def chart_table(reply: ChartReply, *, simulated: bool) -> ExportTable:
    """One row per bar: series, prices, and the value of each line; the time of a daily bar is a date."""
    bars = reply.bars
    names = [name for name in PRICE_COLUMNS if getattr(bars, name)]
    columns = (*(bars.column(name) for name in names), *(plot.numbers() for plot in reply.plots))
    before, after = (bars.symbol, bars.interval.value), (bars.source, simulated)
    rows = [(*before, time, *values, *after) for time, *values in zip(_times(bars), *columns, strict=True)]
    return ExportTable(("symbol", "interval", "time", *names, *line_names(reply.plots), "source", "simulated"), rows)


def _times(bars: Bars) -> list[str]:
    letters = None if bars.interval.intraday else len("2031-05-15")
    return [(iso(time) or "")[:letters] for time in bars.times()]


def line_names(plots: tuple[Plot, ...]) -> list[str]:
    """The name of the indicator, followed by that of the line where it has several."""
    lines = Counter(plot.indicator for plot in plots)
    names = (plot.indicator if lines[plot.indicator] == 1 else f"{plot.indicator}_{plot.tag}" for plot in plots)
    return ["_".join(name.split()) for name in names]
