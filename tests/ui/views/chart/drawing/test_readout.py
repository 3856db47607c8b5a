"""The numbers of a bar: its own decimals, no glyph beside a zero, `–` where there is nothing."""

from __future__ import annotations

from math import nan

import msgspec

from r2k_tui.ui.views.chart.drawing.heading import range_change
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.plan import Charted
from r2k_tui.ui.views.chart.drawing.readout import change
from tests.cases import cases
from tests.ui.views.chart.drawn import closes, picture, reply, text

RATES = [round(1.0852 + 0.0013 * (place % 7), 4) for place in range(40)]


def test_a_chart_of_an_exchange_rate_has_four_decimals_in_words_and_tag() -> None:
    drawn = text(picture(closes(RATES), 90, 20).lines)
    assert f"C {RATES[-1]:.4f}" in drawn and f"◂{RATES[-1]:.4f}" in drawn
    assert "+0.0013" in drawn


@cases("hint", [2, 4, 5])
def test_the_hint_of_the_quote_comes_before_the_closes(hint: int) -> None:
    drawn = text(picture(closes(RATES), 90, 20, hint=hint).lines)
    assert f"◂{RATES[-1]:.{hint}f}" in drawn


def test_a_change_that_rounds_to_zero_has_no_glyph_and_no_direction() -> None:
    (run,) = change((2465.521, 2465.522), 0, 2)
    assert run == ("  0.00 0.00%", "flat")


def test_the_change_of_the_range_takes_the_decimals_of_the_chart() -> None:
    chart = Charted(closes([1.0862, 1.0852]), ChartOptions())
    assert change(range_change(chart), 0, chart.decimals)[0][0] == "▼ -0.0010 -0.09%"


@cases("volume", [nan, 0.0])
@cases("count", [30, 300])
def test_a_missing_volume_is_a_dash(volume: float, count: int) -> None:
    given = reply([(10.0, 11.0, 9.0, 10.5)] * count, volumes=[volume] * count)
    assert "V      –" in text(picture(given, 90, 20).lines)


def test_a_day_without_a_trade_among_others_has_traded_nothing() -> None:
    given = reply([(10.0, 11.0, 9.0, 10.5)] * 30, volumes=[5000.0] * 29 + [0.0])
    assert "V      0" in text(picture(given, 90, 20).lines)
    index = msgspec.structs.replace(given, bars=msgspec.structs.replace(given.bars, symbol="^RUT"))
    assert "V      –" in text(picture(index, 90, 20).lines)
