"""Exponents of curves whose exponent is known."""

from __future__ import annotations

import pytest

from tests.bench.exponents import described, fit
from tests.cases import cases


@cases("exponent", [0.0, 0.5, 1.0, 2.0])
def test_a_power_is_found(exponent: float) -> None:
    found = fit({amount: 3.0 * amount**exponent for amount in (20.0, 200.0, 1000.0, 10_000.0)})
    assert (found.factor, found.exponent, found.last) == pytest.approx((3.0, exponent, exponent))
    assert found.at(50.0) == pytest.approx(3.0 * 50.0**exponent)


def test_a_curve_that_bends_is_steeper_at_its_end() -> None:
    """A constant part hides the growth until the growing one is as large."""
    found = fit({amount: 5.0 + 0.01 * amount for amount in (1.0, 10.0, 100.0, 1000.0, 10_000.0)})
    assert found.exponent < 0.6
    assert found.last == pytest.approx(0.85, abs=0.02)
    assert described("x", found) == f"x: grows with the power {found.exponent:.2f}, at the end 0.85"


def test_the_order_of_the_points_does_not_matter() -> None:
    assert fit({100.0: 10.0, 1.0: 1.0, 10.0: 3.0}) == fit({1.0: 1.0, 10.0: 3.0, 100.0: 10.0})


@cases("line", [{}, {1.0: 1.0}, {1.0: 0.0, 2.0: 1.0}, {0.0: 1.0, 2.0: 1.0}])
def test_what_cannot_be_fitted(line: dict[float, float]) -> None:
    with pytest.raises(ValueError, match=r"one point|math domain"):
        fit(line)
