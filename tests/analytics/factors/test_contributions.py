"""Contributions of factors sum to the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.factors.contributions import contributions
from r2k_tui.analytics.factors.regression import regress
from tests.analytics.factors.test_regression import sample


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(36, 200))
def test_they_sum_to_the_mean_excess_return_and_to_all_of_the_variance(seed: int, months: int) -> None:
    returns, factors = sample(months, 5, seed)
    column = returns[:, None]
    found = contributions(regress(column, factors), column, factors)
    assert found.returns.sum() == pytest.approx(12 * returns.mean(), abs=1e-12)
    assert found.risk.sum() + found.residual[0] == pytest.approx(1.0, abs=1e-12)
    residuals = regress(column, factors).residuals
    assert found.residual[0] == pytest.approx(float((residuals**2).sum() / ((returns - returns.mean()) ** 2).sum()))


def test_each_is_beta_times_mean_factor() -> None:
    returns, factors = sample(100)
    column = returns[:, None]
    fit = regress(column, factors)
    found = contributions(fit, column, factors)
    assert found.returns[0, 0] == pytest.approx(12 * fit.coefficients[0, 0])
    assert found.returns[2, 0] == pytest.approx(12 * fit.coefficients[2, 0] * factors[:, 1].mean())


def test_without_variance_there_is_no_share_of_it() -> None:
    _, factors = sample(60)
    still = np.zeros((60, 1))
    found = contributions(regress(still, factors), still, factors)
    assert np.isnan(found.risk).all() and np.isnan(found.residual).all()
