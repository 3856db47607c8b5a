"""Betas of many series with different histories."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.factors.many_series import betas_of_many
from r2k_tui.analytics.factors.regression import regress
from tests.analytics.factors.test_regression import sample


def test_each_series_has_the_regression_of_its_own_months() -> None:
    returns, factors = sample(80)
    table = np.column_stack([returns, returns, 2 * returns, returns, returns])
    table[:30, 1] = np.nan
    table[:45, 2] = np.nan
    table[[20, 50], 3] = np.nan
    table[:44, 4] = np.nan
    table = np.column_stack([table, np.full(80, np.nan)])
    found = betas_of_many(table, factors)
    assert found.months.tolist() == [80, 50, 35, 78, 36, 0]
    for column, rows in (
        (0, slice(0, 80)),
        (1, slice(30, 80)),
        (3, np.delete(np.arange(80), [20, 50])),
        (4, slice(44, 80)),
    ):
        alone = regress(returns[rows][:, None], factors[rows])
        assert found.coefficients[:, column] == pytest.approx(alone.coefficients[:, 0], rel=1e-10)
        assert found.t[:, column] == pytest.approx(alone.t[:, 0], rel=1e-9)
        assert found.r2[column] == pytest.approx(alone.r2[0])
    assert np.isnan(found.coefficients[:, [2, 5]]).all() and np.isnan(found.r2[[2, 5]]).all()


def test_degenerate_factors_leave_out_only_the_series_of_those_months() -> None:
    returns, factors = sample(90)
    factors[50:, 1] = 0.01
    table = np.column_stack([returns, returns])
    table[:50, 1] = np.nan
    found = betas_of_many(table, factors)
    assert np.isfinite(found.coefficients[:, 0]).all() and np.isnan(found.coefficients[:, 1]).all()


def test_no_series_at_all() -> None:
    _, factors = sample(60)
    assert betas_of_many(np.empty((60, 0)), factors).coefficients.shape == (4, 0)
