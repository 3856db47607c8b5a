"""The answer to a rate, held against statsmodels."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.studies.rate_beta import rolling_beta
from tests.analytics.synthetic import walk, weekdays
from tests.late import Late

OLS = Late("statsmodels.regression.linear_model", "OLS")
add_constant = Late("statsmodels.tools.tools", "add_constant")

DAYS = weekdays(700)
RATES = 4.0 + np.cumsum(np.random.default_rng(4).normal(0, 0.05, 700))
PRICES = walk(700, 3) * np.exp(-0.04 * (RATES - RATES[0]))


def test_slope_error_and_fit_of_the_last_window() -> None:
    found = rolling_beta(DAYS, PRICES, DAYS, RATES)
    y, x = PRICES[1:] / PRICES[:-1] - 1, np.diff(RATES)
    fitted = OLS(y[-252:], add_constant(x[-252:])).fit()
    np.testing.assert_allclose(found.beta[-1], fitted.params[1], rtol=1e-7)
    np.testing.assert_allclose(found.error[-1], fitted.bse[1], rtol=1e-6)
    np.testing.assert_allclose(found.r2[-1], fitted.rsquared, rtol=1e-6)
    assert len(found.days) == 699 - 251
    assert found.days[-1] == DAYS[-1]


def test_only_common_days_count() -> None:
    kept = np.arange(700) % 5 != 0
    found = rolling_beta(DAYS, PRICES, DAYS[kept], RATES[kept])
    same = rolling_beta(DAYS[kept], PRICES[kept], DAYS[kept], RATES[kept])
    np.testing.assert_array_equal(found.beta, same.beta)


def test_no_later_day_changes_an_earlier_one() -> None:
    early = rolling_beta(DAYS[:500], PRICES[:500], DAYS[:500], RATES[:500])
    np.testing.assert_allclose(rolling_beta(DAYS, PRICES, DAYS, RATES).beta[: len(early.beta)], early.beta, rtol=1e-6)


def test_a_yield_that_stands_has_no_slope_and_too_few_days_none_at_all() -> None:
    assert np.isnan(rolling_beta(DAYS, PRICES, DAYS, np.full(700, 4.0)).beta).all()
    assert not len(rolling_beta(DAYS[:200], PRICES[:200], DAYS, RATES).days)
