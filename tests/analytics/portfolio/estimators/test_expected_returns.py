"""Expected returns and covariances against what others make of the same returns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from r2k_tui.analytics.portfolio.estimators import expected_returns
from tests.late import Late

oracle_ledoit_wolf = Late("sklearn.covariance", "ledoit_wolf")

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
