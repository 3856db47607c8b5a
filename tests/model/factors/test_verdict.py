"""Verdicts from betas and their t statistics."""

from __future__ import annotations

from r2k_tui.model.factors.study import FactorLoading
from r2k_tui.model.factors.verdict import tilt_of, verdict_of
from tests.cases import cases

BETAS = (
    FactorLoading("Mkt-RF", 1.0, t=90.0),
    FactorLoading("SMB", 0.8, t=31.0),
    FactorLoading("HML", 0.05, t=1.2),
    FactorLoading("RMW", -0.21, t=-4.8),
)


def test_size_value_and_junk_are_said_with_their_figures() -> None:
    said = "small (SMB +0.80, t 31.0), no value tilt (HML +0.05, t 1.2), low quality (RMW -0.21, t -4.8)"
    assert verdict_of(BETAS) == said


@cases(
    ("factor", "value", "t", "said"),
    [
        ("SMB", -0.2, -3.0, "large"),
        ("SMB", -0.2, -1.0, "no size tilt"),
        ("HML", 0.4, 9.0, "value"),
        ("HML", -0.4, -9.0, "growth"),
        ("RMW", 0.3, 5.0, "high quality"),
        ("Mom", 0.1, 3.0, "winners"),
        ("Mom", -0.1, -3.0, "losers"),
        ("RMW", 0.3, None, "no quality tilt"),
        ("CMA", 0.9, 9.0, ""),
        ("Mkt-RF", 0.9, 9.0, ""),
    ],
)
def test_each_tilt_has_its_word(factor: str, value: float, t: float | None, said: str) -> None:
    assert tilt_of(FactorLoading(factor, value, t=t)) == said


def test_an_exact_fit_has_no_t_and_zero_no_minus() -> None:
    assert verdict_of((FactorLoading("SMB", -0.001),)) == "no size tilt (SMB 0.00)"
