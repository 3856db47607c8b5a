"""Numbers: a sign says which way, and zero goes none."""

from __future__ import annotations

from r2k_tui.ui.drawing.numbers import MISSING, money, percent, ratio, rounded, signed
from r2k_tui.ui.views.universe.drawing.columns import basis_points
from tests.cases import cases


@cases("tiny", [-1e-9, 0.0, -0.0, 1e-9])
def test_what_rounds_to_zero_has_no_sign(tiny: float) -> None:
    assert percent(tiny) == "0.00%"
    assert signed(tiny, 2400.0) == "0.00"
    assert money(tiny, 8, sign=True) == "    0.00"
    assert basis_points(tiny) == "0.00"
    assert rounded(tiny, 0) == "0"


def test_what_does_not_keeps_it() -> None:
    assert [rounded(value, 1) for value in (-0.06, 0.06, 1234.5)] == ["-0.1", "+0.1", "+1,234.5"]
    assert rounded(2.0, 1, sign=False) == "2.0" and rounded(-2.0, 1, sign=False) == "-2.0"


def test_a_ratio_has_two_decimals_and_no_sign_unless_asked() -> None:
    assert (ratio(None), ratio(0.456), ratio(-0.456), ratio(0.456, 1)) == (MISSING, "0.46", "-0.46", "0.5")
    assert (ratio(0.456, sign=True), ratio(-0.004, sign=True), ratio(-0.004)) == ("+0.46", "0.00", "0.00")
