"""The normal and chi-square distributions against tabled values."""

from __future__ import annotations

import math

import pytest

from r2k_tui.analytics.stats.normal import chi_square_tail, density, quantile


def test_quantiles_are_those_of_the_tables() -> None:
    assert quantile(0.975) == pytest.approx(1.959964, abs=1e-6)
    assert quantile(0.01) == pytest.approx(-2.326348, abs=1e-6)
    assert quantile(0.5) == 0.0


def test_density_of_the_standard_normal() -> None:
    assert density(0.0) == pytest.approx(1 / math.sqrt(2 * math.pi))
    assert density(1.0) == density(-1.0) == pytest.approx(0.241971, abs=1e-6)


@pytest.mark.parametrize(("statistic", "freedom"), [(3.841459, 1), (5.991465, 2)])
def test_five_percent_lie_beyond_the_critical_value(statistic: float, freedom: int) -> None:
    assert chi_square_tail(statistic, freedom) == pytest.approx(0.05, abs=1e-6)


def test_a_negative_statistic_of_rounding_counts_as_none() -> None:
    assert chi_square_tail(-1e-12, 1) == chi_square_tail(-1e-12, 2) == 1.0


def test_other_degrees_of_freedom_are_refused() -> None:
    with pytest.raises(ValueError, match="1 or 2"):
        chi_square_tail(1.0, 3)
