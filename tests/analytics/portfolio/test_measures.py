"""Measures of a portfolio, by hand and by skfolio."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio import measures

RETURNS = np.random.default_rng(8).normal(0.0003, 0.01, 1000)
DAYS = np.arange(1000) + np.datetime64("2020-01-02", "D")
COVARIANCE = np.array([[0.04, 0.006], [0.006, 0.01]])


def test_cvar_is_that_of_skfolio() -> None:
    from skfolio.measures import cvar

    assert measures.cvar(RETURNS) == pytest.approx(cvar(RETURNS, beta=0.95))
    assert measures.cvar(RETURNS[:37]) == pytest.approx(cvar(RETURNS[:37], beta=0.95)), "a tail of a part of a day"


def test_cdar_is_that_of_skfolio_on_compounded_drawdowns() -> None:
    from skfolio.measures import cdar, get_cumulative_returns, get_drawdowns

    falls = get_drawdowns(RETURNS, compounded=True)
    assert len(falls) == len(get_cumulative_returns(RETURNS)) == 1000
    values = measures.growth(RETURNS)
    own = np.sort(values[1:] / np.maximum.accumulate(values)[1:] - 1)
    assert measures.cdar(RETURNS) == pytest.approx(-own[:50].mean())
    assert measures.cdar(RETURNS) == pytest.approx(cdar(falls, beta=0.95), rel=0.02), "it counts from the first close"


def test_the_deepest_fall_has_its_days() -> None:
    found = measures.path_measures(np.array([-0.5, 1.0, 0.5, -0.2]), DAYS[:4], "2020-01-01", 0.0)
    assert (found.maxdd, found.maxdd_peak, found.maxdd_trough) == (-0.5, "2020-01-01", "2020-01-02")
    assert found.maxdd_recovered == "2020-01-03"


def test_no_fall_at_all() -> None:
    found = measures.path_measures(np.array([0.1, 0.1]), DAYS[:2], "2020-01-01", 0.0)
    assert (found.maxdd, found.maxdd_peak, found.maxdd_recovered) == (0, None, None)


def test_risk_contributions_by_hand() -> None:
    found = measures.risk_contributions(np.array([0.5, 0.5]), COVARIANCE)
    # 0.25 x (0.04 + 0.006) and 0.25 x (0.01 + 0.006), of 0.0155
    assert found.tolist() == pytest.approx([0.0115 / 0.0155, 0.004 / 0.0155])
    assert np.isnan(measures.risk_contributions(np.zeros(2), COVARIANCE)).all()


def test_diversification_ratio() -> None:
    assert measures.diversification_ratio(np.array([0.5, 0.5]), COVARIANCE) == pytest.approx(0.15 / 0.0155**0.5)
    assert measures.diversification_ratio(np.array([1.0, 0.0]), COVARIANCE) == pytest.approx(1)


def test_turnover_is_one_way() -> None:
    assert measures.turnover(np.array([0.7, 0.3, 0.0]), np.array([0.2, 0.3, 0.5])) == pytest.approx(0.5)


def test_beta_over_the_days_that_both_have() -> None:
    market = np.where(np.arange(1000) < 400, np.nan, RETURNS)
    assert measures.market_beta(2 * RETURNS, market) == pytest.approx(2)
    assert np.isnan(measures.market_beta(RETURNS, np.full(1000, np.nan)))
