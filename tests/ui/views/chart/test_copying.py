"""The bar that is copied: the one under the crosshair, with the value of each line at it."""

from __future__ import annotations

from r2k_tui.model.messages.bars import GetChart
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.chart.copying import bar_cell, bar_row, slot_chosen
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.slots import in_view, slots_of
from tests.fakes.still_chart import chart
from tests.fakes.still_market import FACTS, NOW


def test_the_bar_and_its_lines() -> None:
    reply = chart(GetChart("IWM", "1Y", ("sma50",)))
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    slots = slots_of(in_view(reply, ChartOptions(), None), 400, 0)
    slot = slot_chosen(slots, slots.times[10])
    assert slot is slots.slots[10] and slot_chosen(slots, None) is slots.slots[-1]
    names, values = (line.split("\t") for line in bar_row(reply, slot, mirror).text.split("\n"))
    row = dict(zip(names, values, strict=True))
    assert (row["symbol"], row["interval"], row["bars"]) == ("IWM", "1d", "1") and len(row["time"]) == 10
    assert float(row["close"]) == slot.close and float(row["high"]) == slot.high
    (plot,) = reply.plots
    assert float(row["sma50"]) == plot.at(slot.last) and row["simulated"] == "true"
    assert bar_cell(reply, slot, mirror).text == f"{slot.close:,.2f}"
