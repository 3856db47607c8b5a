"""Lines of an indicator: one value a bar."""

from __future__ import annotations

from math import isnan, nan

from r2k_tui.model.market.bars import pack_floats
from r2k_tui.model.readings.chart import Plot


def test_a_bar_that_has_formed_since_has_the_value_of_the_last_one() -> None:
    plot = Plot("sma50", "50", pack_floats([1.0, 2.0]))
    assert [plot.at(bar) for bar in (0, 1, 2, 99)] == [1.0, 2.0, 2.0, 2.0]


def test_without_values_there_is_none_at_any_bar() -> None:
    assert isnan(Plot("sma50", "50", b"", absent=True).at(0))


def test_values_are_read_without_a_copy() -> None:
    plot = Plot("sma50", "50", pack_floats([nan, 2.5]))
    assert plot.numbers().nbytes == 16
    assert isnan(plot.numbers()[0]) and plot.numbers()[1] == 2.5
