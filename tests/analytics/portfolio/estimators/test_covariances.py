"""Covariances against pandas and PyPortfolioOpt, and against the paper's formula written out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from r2k_tui.analytics.portfolio.estimators.covariances import constant_correlation, ewma_covariance
from r2k_tui.analytics.portfolio.estimators.expected_returns import sample_covariance
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.smoothing import ewma_variance
from tests.cases import cases
from tests.late import Late

CovarianceShrinkage = Late("pypfopt.risk_models", "CovarianceShrinkage")

RNG = np.random.default_rng(5)
RETURNS = 0.0003 + RNG.normal(size=(900, 5)) @ RNG.normal(size=(5, 5)) * 0.006


@pytest.mark.parametrize("days", [900, 12])
def test_exponential_weights_are_those_of_pandas(days: int) -> None:
    found = ewma_covariance(RETURNS[:days])
    for i in range(5):
        for j in range(5):
            products = pd.Series(RETURNS[:days, i] * RETURNS[:days, j])
            expected = products.ewm(alpha=0.06, adjust=False).mean().iloc[-1]
            assert found[i, j] == pytest.approx(252 * expected, rel=1e-9)


def test_their_diagonal_is_the_volatility_of_the_readings() -> None:
    found = np.diag(ewma_covariance(RETURNS))
    assert found == pytest.approx([252 * ewma_variance(column)[-1] for column in RETURNS.T], rel=1e-9)


def by_the_paper(returns: Floats) -> Floats:
    """Ledoit and Wolf 2004, appendix B, sum by sum."""
    count, width = returns.shape
    x = returns - returns.mean(axis=0)
    s = x.T @ x / count
    r = s / np.sqrt(np.outer(np.diag(s), np.diag(s)))
    mean = r[np.triu_indices(width, 1)].mean()
    f = mean * np.sqrt(np.outer(np.diag(s), np.diag(s)))
    np.fill_diagonal(f, np.diag(s))
    pi = np.array([[((x[:, i] * x[:, j] - s[i, j]) ** 2).mean() for j in range(width)] for i in range(width)])
    rho = np.trace(pi)
    for i in range(width):
        for j in range(width):
            if i != j:
                cross = x[:, i] * x[:, j] - s[i, j]
                own = [((x[:, k] ** 2 - s[k, k]) * cross).mean() for k in (i, j)]
                ratio = np.sqrt(s[j, j] / s[i, i])
                rho += mean / 2 * (ratio * own[0] + own[1] / ratio)
    share = max(0.0, min(1.0, (pi.sum() - rho) / ((f - s) ** 2).sum() / count))
    return 252 * (share * f + (1 - share) * s)


@cases("days", [900, 60, 8])
def test_constant_correlation_is_that_of_the_paper(days: int) -> None:
    assert constant_correlation(RETURNS[:days]) == pytest.approx(by_the_paper(RETURNS[:days]), rel=1e-9)


def test_constant_correlation_is_about_that_of_pyportfolioopt() -> None:
    frame = pd.DataFrame(RETURNS)
    oracle = CovarianceShrinkage(frame, returns_data=True).ledoit_wolf(shrinkage_target="constant_correlation")
    # It mixes n - 1 in the sample with n in the rest.
    assert constant_correlation(RETURNS) == pytest.approx(oracle.to_numpy(), rel=5e-3, abs=1e-4)


def test_a_member_without_variance_has_none() -> None:
    still = np.column_stack([RETURNS, np.full(len(RETURNS), 0.0001)])
    found = constant_correlation(still)
    assert (found[-1] == 0).all() and found[:-1, :-1] == pytest.approx(constant_correlation(RETURNS))


def test_it_draws_correlations_together() -> None:
    def spread(matrix: Floats) -> float:
        scale = np.sqrt(np.diag(matrix))
        return float(np.ptp((matrix / np.outer(scale, scale))[np.triu_indices(5, 1)]))

    assert spread(constant_correlation(RETURNS[:60])) < spread(sample_covariance(RETURNS[:60]))
