"""Regressions on factors, beside statsmodels, and the laws they obey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.factors.regression import (
    DegenerateFactors,
    newey_west_lag,
    regress,
    rolling_betas,
    two_sided,
)
from r2k_tui.analytics.series.arrays import Floats
from tests.cases import cases
from tests.late import Late

OLS = Late("statsmodels.regression.linear_model", "OLS")
RollingOLS = Late("statsmodels.regression.rolling", "RollingOLS")
add_constant = Late("statsmodels.tools.tools", "add_constant")


def sample(months: int = 312, width: int = 3, seed: int = 1) -> tuple[Floats, Floats]:
    """Autocorrelated, heteroskedastic noise on factors of a true size: 0.9, 0.6, 0.2 of them."""
    rng = np.random.default_rng(seed)
    factors = rng.normal(0.005, 0.04, (months, width))
    noise = rng.normal(0, 0.01, months + 1) * (1 + 5 * rng.random(months + 1))
    slopes = np.array([0.9, 0.6, 0.2, -0.3, 0.1, 0.4])[:width]
    return factors @ slopes + 0.001 + noise[1:] + 0.5 * noise[:-1], factors


@pytest.mark.parametrize(("months", "width"), [(36, 3), (200, 5), (312, 6)])
def test_every_figure_is_that_of_statsmodels(months: int, width: int) -> None:
    returns, factors = sample(months, width)
    lag = newey_west_lag(months)
    model = OLS(returns, add_constant(factors))
    theirs = model.fit(cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": False}, use_t=False)
    ours = regress(returns[:, None], factors)
    assert ours.lag == lag
    for mine, other in (
        (ours.coefficients, theirs.params),
        (ours.errors, theirs.bse),
        (ours.t, theirs.tvalues),
        (ours.p, theirs.pvalues),
    ):
        assert mine[:, 0] == pytest.approx(other, abs=1e-10, rel=1e-10)
    assert ours.r2[0] == pytest.approx(theirs.rsquared, abs=1e-10)
    assert ours.r2_adjusted[0] == pytest.approx(theirs.rsquared_adj, abs=1e-10)
    assert ours.residual_std[0] == pytest.approx(np.sqrt(theirs.mse_resid), abs=1e-12)


def test_many_series_at_once_are_each_alone() -> None:
    first, factors = sample(120)
    second, _ = sample(120, seed=7)
    both = regress(np.column_stack([first, second]), factors)
    alone = regress(second[:, None], factors)
    assert both.errors[:, 1] == pytest.approx(alone.errors[:, 0], rel=1e-12)
    assert both.t[:, 1] == pytest.approx(alone.t[:, 0], rel=1e-9)


def test_a_constructed_portfolio_gives_its_betas_back() -> None:
    rng = np.random.default_rng(5)
    factors = rng.normal(0.005, 0.03, (600, 3))
    returns = factors @ [0.9, 0.6, 0.2] + rng.normal(0, 0.004, 600)
    found = regress(returns[:, None], factors)
    assert found.coefficients[1:, 0] == pytest.approx([0.9, 0.6, 0.2], abs=0.02)
    assert abs(found.t[0, 0]) < 3 < abs(found.t[3, 0])
    exact = regress((factors @ [0.9, 0.6, 0.2])[:, None], factors)
    assert exact.coefficients[:, 0] == pytest.approx([0, 0.9, 0.6, 0.2], abs=1e-12)
    assert np.isnan(exact.t).all(), "without residuals there is no error to divide by"
    assert exact.r2[0] == 1.0


@cases(("months", "lag"), [(36, 3), (99, 3), (100, 4), (300, 5), (1199, 6)])
def test_the_lag_is_the_rule_of_newey_and_west(months: int, lag: int) -> None:
    assert newey_west_lag(months) == lag


def test_p_values_have_two_sides() -> None:
    found = two_sided(np.array([[1.959963984540054, -1.959963984540054, np.nan, 0.0]]))
    assert found[0, :2] == pytest.approx([0.05, 0.05])
    assert np.isnan(found[0, 2]) and found[0, 3] == 1.0


def test_degenerate_factors_are_told_in_words() -> None:
    returns, factors = sample(60)
    constant = factors.copy()
    constant[:, 1] = 0.01
    with pytest.raises(DegenerateFactors, match="does not change"):
        regress(returns[:, None], constant)
    twins = np.column_stack([factors, factors[:, 0] - 2 * factors[:, 1]])
    with pytest.raises(DegenerateFactors, match="move as one"):
        regress(returns[:, None], twins)


def test_a_series_without_variance_has_no_r2() -> None:
    _, factors = sample(60)
    still = regress(np.full((60, 1), 0.0), factors)
    assert np.isnan(still.r2[0]) and np.isnan(still.t).all()
    assert still.coefficients[:, 0] == pytest.approx(np.zeros(4), abs=1e-15)


def test_rolling_betas_are_those_of_statsmodels() -> None:
    returns, factors = sample(90)
    theirs = RollingOLS(returns, add_constant(factors), window=36).fit().params[35:]
    assert rolling_betas(returns, factors) == pytest.approx(theirs, abs=1e-10)
    assert rolling_betas(returns[:35], factors[:35]).shape == (0, 4)
    factors[10:60, 1] = 0.01
    assert np.isnan(rolling_betas(returns, factors)[10:20]).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 50), st.floats(-2, 2), st.permutations(range(4)))
def test_laws_of_scale_shift_slope_and_order(seed: int, scale: float, step: float, order: list[int]) -> None:
    returns, factors = sample(80, 4, seed)
    base = regress(returns[:, None], factors)
    scaled = regress(scale * returns[:, None], factors)
    assert scaled.coefficients == pytest.approx(scale * base.coefficients, rel=1e-7, abs=1e-9)
    assert scaled.t == pytest.approx(base.t, rel=1e-6, abs=1e-6)
    assert scaled.r2 == pytest.approx(base.r2, rel=1e-8)
    # A riskless rate that is a constant moves alpha alone.
    moved = regress(returns[:, None] + step * 0.01, factors)
    assert moved.coefficients[0, 0] == pytest.approx(base.coefficients[0, 0] + step * 0.01, abs=1e-10)
    assert moved.coefficients[1:] == pytest.approx(base.coefficients[1:], abs=1e-9)
    assert moved.errors == pytest.approx(base.errors, rel=1e-7)
    tilted = regress(returns[:, None] + step * factors[:, [2]], factors)
    assert tilted.coefficients[3, 0] == pytest.approx(base.coefficients[3, 0] + step, abs=1e-9)
    assert tilted.errors == pytest.approx(base.errors, rel=1e-6)
    shuffled = regress(returns[:, None], factors[:, order])
    assert shuffled.coefficients[1:, 0] == pytest.approx(base.coefficients[1:, 0][order], abs=1e-9)
    assert shuffled.errors[1:, 0] == pytest.approx(base.errors[1:, 0][order], rel=1e-7)
