"""Expected returns and covariances against what others make of the same returns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.covariance import ledoit_wolf as oracle_ledoit_wolf

from r2k_tui.analytics.portfolio import expected_returns
from r2k_tui.analytics.portfolio.expected_returns import BlackLittermanView

RNG = np.random.default_rng(3)
MIX = RNG.normal(size=(4, 4))
RETURNS = 0.0004 * np.arange(1, 5) + RNG.normal(size=(700, 4)) @ MIX * 0.006
COVARIANCE = expected_returns.sample_covariance(RETURNS)


def test_mean_and_sample_covariance() -> None:
    frame = pd.DataFrame(RETURNS)
    assert expected_returns.mean_return(RETURNS) == pytest.approx(252 * frame.mean().to_numpy())
    assert pytest.approx(252 * frame.cov().to_numpy()) == COVARIANCE


def test_ledoit_wolf_is_that_of_scikit_learn() -> None:
    expected, share = oracle_ledoit_wolf(RETURNS)
    assert 0 < share < 1
    assert expected_returns.ledoit_wolf(RETURNS) == pytest.approx(252 * expected, rel=1e-9)


def test_ledoit_wolf_of_few_days_can_be_inverted() -> None:
    few = RNG.normal(size=(6, 20)) * 0.01
    assert np.linalg.eigvalsh(expected_returns.ledoit_wolf(few)).min() > 0
    assert np.linalg.eigvalsh(expected_returns.sample_covariance(few)).min() < 1e-12


def test_capm() -> None:
    market = RETURNS.mean(axis=1)
    found = expected_returns.capm(RETURNS, market, 0.02)
    premium = 252 * market.mean() - 0.02
    for column, value in zip(RETURNS.T, found, strict=True):
        assert value == pytest.approx(0.02 + np.cov(column, market)[0, 1] / market.var(ddof=1) * premium)


def test_the_market_itself_earns_its_own_mean() -> None:
    market = RETURNS.mean(axis=1)
    assert expected_returns.capm(market[:, None], market, 0.03)[0] == pytest.approx(252 * market.mean())


def test_shrunk_is_bayes_stein_of_skfolio() -> None:
    from skfolio.moments import EmpiricalCovariance, ShrunkMu, ShrunkMuMethods

    model = ShrunkMu(
        covariance_estimator=EmpiricalCovariance(), vol_weighted_target=True, method=ShrunkMuMethods.BAYES_STEIN
    ).fit(RETURNS)
    found = expected_returns.shrunk(RETURNS, COVARIANCE)
    mean = expected_returns.mean_return(RETURNS)
    assert np.ptp(found) < np.ptp(mean), "drawn together"
    assert found == pytest.approx(252 * model.mu_, rel=1e-9)


def test_black_litterman_is_that_of_pyportfolioopt() -> None:
    from pypfopt.black_litterman import BlackLittermanModel

    prior = expected_returns.mean_return(RETURNS)
    picks = np.array([[1.0, -1, 0, 0], [0, 0, 1, 0]])
    views = [BlackLittermanView(row, ret, 0.5) for row, ret in zip(picks, (0.03, -0.05), strict=True)]
    oracle = BlackLittermanModel(
        pd.DataFrame(COVARIANCE), pi=pd.Series(prior), P=picks, Q=np.array([0.03, -0.05]), tau=0.05
    )
    found = expected_returns.black_litterman(prior, COVARIANCE, views)
    assert found == pytest.approx(oracle.bl_returns().to_numpy(), rel=1e-9)


@pytest.mark.parametrize(("confidence", "share"), [(0.5, 0.5), (0.999999, 1.0), (0.000001, 0.0)])
def test_confidence_says_how_far_one_view_moves_its_own_return(confidence: float, share: float) -> None:
    prior = expected_returns.mean_return(RETURNS)
    view = BlackLittermanView(np.array([0.0, 1, 0, 0]), 0.30, confidence)
    found = expected_returns.black_litterman(prior, COVARIANCE, [view])
    assert found[1] == pytest.approx(prior[1] + share * (0.30 - prior[1]), abs=1e-5)
