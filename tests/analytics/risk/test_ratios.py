"""Ratios against empyrical and statsmodels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.risk import ratios
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.returns import simple_returns
from tests.analytics.synthetic import walk
from tests.cases import cases
from tests.late import Late

empyrical = Late("empyrical")
OLS = Late("statsmodels.regression.linear_model", "OLS")
add_constant = Late("statsmodels.tools.tools", "add_constant")

PRICES = walk(757, 61)
RETURNS = simple_returns(PRICES)


@cases("rate", [0.0, 0.0371, -0.001])
def test_sharpe_and_sortino(rate: float) -> None:
    daily = rate / 252
    assert ratios.sharpe(RETURNS, rate) == pytest.approx(empyrical.sharpe_ratio(RETURNS, risk_free=daily))
    assert ratios.sortino(RETURNS, rate) == pytest.approx(empyrical.sortino_ratio(RETURNS, required_return=daily))


def test_growth_and_calmar() -> None:
    assert ratios.compound_growth(PRICES) == pytest.approx(empyrical.annual_return(RETURNS))
    assert ratios.calmar(PRICES) == pytest.approx(empyrical.calmar_ratio(RETURNS))
    assert ratios.compound_growth(PRICES[:253]) == pytest.approx(PRICES[252] / PRICES[0] - 1)


def test_beta_is_ordinary_least_squares() -> None:
    market = simple_returns(walk(757, 62))
    own = 1.2 * market + 0.3 * RETURNS
    found = ratios.beta(own, market)
    model = OLS(own, add_constant(market)).fit()
    assert found.beta == pytest.approx(model.params[1], rel=1e-10)
    assert found.correlation == pytest.approx(np.corrcoef(own, market)[0, 1], rel=1e-10)
    same = ratios.beta(market, market)
    assert (same.beta, same.correlation) == pytest.approx((1.0, 1.0))


@settings(max_examples=30)
@given(st.floats(0.01, 100.0), st.integers(0, 1000))
def test_price_scale_changes_no_ratio(scale: float, seed: int) -> None:
    prices = walk(253, seed)
    assert ratios.calmar(prices * scale) == pytest.approx(ratios.calmar(prices), rel=1e-9)
    one, two = simple_returns(prices), simple_returns(prices * scale)
    assert ratios.sharpe(two) == pytest.approx(ratios.sharpe(one), rel=1e-8, abs=1e-10)


def test_what_cannot_be_divided_is_absent() -> None:
    flat = np.zeros(10)
    assert math.isnan(ratios.sharpe(flat))
    assert math.isnan(ratios.sharpe(flat[:1]))
    assert math.isnan(ratios.sortino(np.full(10, 0.01)))
    assert math.isnan(ratios.sortino(np.zeros(0)))
    assert math.isnan(ratios.calmar(np.array([1.0, 2.0])))
    assert math.isnan(ratios.compound_growth(np.array([1.0])))
    assert math.isnan(ratios.compound_growth(np.array([0.0, 1.0])))
    found = ratios.beta(flat, flat)
    assert math.isnan(found.beta)
    assert math.isnan(found.correlation)


def test_each_day_may_have_its_own_rate() -> None:
    rates = np.linspace(-0.001, 0.08, len(RETURNS))
    excess = RETURNS - rates / 252
    assert ratios.sharpe(RETURNS, rates) == pytest.approx(empyrical.sharpe_ratio(excess))
    assert ratios.sortino(RETURNS, rates) == pytest.approx(empyrical.sortino_ratio(excess))
    assert ratios.sharpe(RETURNS, np.full(len(RETURNS), 0.03)) == pytest.approx(ratios.sharpe(RETURNS, 0.03))


@pytest.mark.parametrize(("deviation", "known"), [(0.9e-7, False), (1.1e-7, True)])
def test_below_the_rounding_of_an_accrual_there_is_no_ratio(deviation: float, known: bool) -> None:
    signs = np.tile([1.0, -1.0], 126)
    returns = -0.0001 + deviation * math.sqrt(251 / 252) * signs
    assert math.isfinite(ratios.sharpe(returns)) is known
    assert math.isfinite(ratios.sortino(returns)) is known


@cases("rate", [0.0, 0.0371, np.linspace(0.0, 0.05, len(RETURNS))])
def test_a_known_deviation_changes_nothing(rate: float | Floats) -> None:
    spread = ratios.deviation(RETURNS)
    assert ratios.sharpe(RETURNS, rate, spread) == ratios.sharpe(RETURNS, rate)
    assert ratios.sortino(RETURNS, rate, spread) == ratios.sortino(RETURNS, rate)
    assert math.isnan(ratios.sharpe(RETURNS, rate, 0.0)) and math.isnan(ratios.sortino(RETURNS, rate, 0.0))
