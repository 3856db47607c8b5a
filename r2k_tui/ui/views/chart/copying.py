"""Copies of a chart: the bar under the crosshair, else the newest one in view."""

from __future__ import annotations

from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.copied import Copied, table_text
from r2k_tui.ui.drawing.table_export import ExportCell, ExportTable, iso
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.chart.drawing.export import line_names
from r2k_tui.ui.views.chart.drawing.slots import Slot, Slots

_BAR = ("symbol", "interval", "time", "until", "bars", "open", "high", "low", "close", "volume", "currency")


def slot_chosen(slots: Slots, cross: int | None) -> Slot:
    """The slot under the crosshair, else the newest one."""
    return slots.slots[-1 if cross is None else slots.place_of(cross)]


def bar_cell(reply: ChartReply, slot: Slot, mirror: Mirror) -> Copied:
    """The close."""
    symbol = reply.bars.symbol
    return Copied(f"close of {symbol}", numbers.price(slot.close, quote_decimals(mirror.quotes.get(symbol))))


def bar_row(reply: ChartReply, slot: Slot, mirror: Mirror) -> Copied:
    """The bar, or the bars that one candle stands for, with the value of each line."""
    bars, quote = reply.bars, mirror.quotes.get(reply.bars.symbol)
    whole = None if bars.interval.intraday else len("2031-05-15")
    first, last = ((iso(time) or "")[:whole] for time in (slot.time, slot.until))
    prices = (slot.open, slot.high, slot.low, slot.close, slot.volume)
    lines: list[ExportCell] = [plot.at(slot.last) for plot in reply.plots]
    row: tuple[ExportCell, ...] = (
        *(bars.symbol, bars.interval.value, first, last, slot.bars, *prices, quote.currency if quote else None),
        *(*lines, bars.source, mirror.facts.simulated),
    )
    header = (*_BAR, *line_names(reply.plots), "source", "simulated")
    return table_text(f"bar {first} of {bars.symbol}", ExportTable(header, [row]), mirror.clock())
