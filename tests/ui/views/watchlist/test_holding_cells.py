"""The cells of what is held."""

from __future__ import annotations

from r2k_tui.ui.views.watchlist.holding_cells import gain, shares
from r2k_tui.ui.views.watchlist.portfolio import Gain
from tests.cases import cases


@cases(("count", "words"), [(100.0, "100"), (-2.5, "-2.5"), (1234567.0, "1,234,567"), (0.00004, "0"), (-0.00001, "0")])
def test_a_number_of_shares_has_no_idle_decimals_and_no_negative_zero(count: float, words: str) -> None:
    assert shares(count) == words


def test_a_gain_has_its_glyph_and_colour_and_a_missing_one_neither() -> None:
    up, down = gain(Gain(12.5, 0.1), 10), gain(Gain(-12.5, 0.1), 10)
    assert up[0].strip().startswith("▲") and up[1] == "up"
    assert down[0].strip().startswith("▼") and down[1] == "down"
    assert gain(None, 10)[1] == "dim"
    assert len(up[0]) == len(gain(None, 10)[0]) == 10


def test_a_gain_that_rounds_to_nothing_is_flat() -> None:
    assert gain(Gain(0.001, 0.0), 10)[1] == "flat"
