"""The bars of a chart and its lines as a table."""

from __future__ import annotations

from math import isnan, nan

from r2k_tui.model.market.bars import Interval, pack_floats
from r2k_tui.model.readings.chart import Plot
from r2k_tui.ui.views.chart.drawing.export import chart_table
from tests.ui.views.chart.drawn import closes, reply

PLOTS = (
    Plot("sma50", "50", pack_floats([nan, 1.5])),
    Plot("bands", "upper", pack_floats([3.0, 4.0])),
    Plot("bands", "low er", pack_floats([1.0, 2.0])),
)


def test_a_row_a_bar_with_the_value_of_each_line() -> None:
    table = chart_table(closes([1.0, 2.0], plots=PLOTS), simulated=True)
    assert table.header[:3] == ("symbol", "interval", "time")
    assert table.header[-5:] == ("sma50", "bands_upper", "bands_low_er", "source", "simulated")
    first, second = table.rows
    assert first[:2] == ("IWM", "1d")
    assert isnan(first[-5])  # type: ignore[arg-type]
    assert second[-5:] == (1.5, 4.0, 2.0, "demo", True)


def test_a_day_is_a_date_and_a_minute_has_its_offset() -> None:
    daily = chart_table(closes([1.0]), simulated=False).rows[0]
    minute = chart_table(reply([(1, 1, 1, 1)], Interval.M1), simulated=False).rows[0]
    assert daily[2] == "2030-03-18"
    assert minute[2] == "2030-03-18T00:00:00+00:00"
