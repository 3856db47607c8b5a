"""Recursions against pandas, and that more history changes no value."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from r2k_tui.analytics.series.returns import simple_returns
from r2k_tui.analytics.series.smoothing import (
    ewma_variance,
    exponential,
    last_exponential,
    last_wilder,
    one_more_exponential,
    one_more_wilder,
    wilder,
)
from tests.analytics.synthetic import walk
from tests.cases import cases


def test_exponential_is_pandas_without_adjustment() -> None:
    closes = walk(400, 1)
    expected = pd.Series(closes).ewm(span=26, adjust=False).mean().to_numpy()
    np.testing.assert_allclose(exponential(closes, 26), expected, rtol=1e-13)


def test_wilder_is_seeded_with_the_mean_of_the_first() -> None:
    values = walk(60, 2)
    found = wilder(values, 14)
    assert np.isnan(found[:13]).all()
    level = values[:14].mean()
    assert found[13] == level
    for place in range(14, 60):
        level = (13 * level + values[place]) / 14
        np.testing.assert_allclose(found[place], level, rtol=1e-13)


def test_ewma_variance_by_hand() -> None:
    returns = np.array([0.01, -0.02, 0.03])
    second = 0.94 * 0.01**2 + 0.06 * 0.02**2
    expected = [0.01**2, second, 0.94 * second + 0.06 * 0.03**2]
    np.testing.assert_allclose(ewma_variance(returns), expected, rtol=1e-14)


def test_known_variances_are_carried_on() -> None:
    returns = simple_returns(walk(500, 3))
    whole = ewma_variance(returns)
    np.testing.assert_array_equal(ewma_variance(returns, whole[:-1]), whole)
    np.testing.assert_array_equal(ewma_variance(returns, whole[:400]), whole)
    np.testing.assert_array_equal(ewma_variance(returns[:300]), whole[:300])


def test_a_gap_restarts() -> None:
    returns = simple_returns(walk(100, 4))
    returns[50] = np.nan
    found = ewma_variance(returns)
    assert np.isnan(found[50])
    np.testing.assert_array_equal(found[51:], ewma_variance(returns[51:]))
    np.testing.assert_array_equal(ewma_variance(returns, found[:51]), found)


def test_the_last_value_alone() -> None:
    values = walk(300, 5)
    gap = values.copy()
    gap[200] = np.nan
    for series in (values, values[:14], gap):
        np.testing.assert_allclose(last_wilder(series, 14), wilder(series, 14)[-1], rtol=1e-12)
        np.testing.assert_allclose(last_exponential(series, 9), exponential(series, 9)[-1], rtol=1e-12)
    assert math.isnan(last_wilder(values[:13], 14))
    gap[-1] = np.nan
    assert math.isnan(last_wilder(gap, 14))
    assert math.isnan(last_exponential(gap, 9))


def test_too_short_for_a_seed() -> None:
    assert np.isnan(wilder(np.arange(13.0), 14)).all()
    assert len(exponential(np.zeros(0), 12)) == 0


@cases("gaps", [(), (40,), (98,), (99,), (98, 99), tuple(range(85, 92))])
def test_one_value_more_is_what_all_of_them_give(gaps: tuple[int, ...]) -> None:
    values = walk(100, 6)
    values[list(gaps)] = np.nan
    for count in (1, 2, 13, 14, 15, 90, 99, 100):
        part = values[:count]
        np.testing.assert_array_equal(one_more_exponential(exponential(part[:-1], 12), part, 12), exponential(part, 12))
        np.testing.assert_array_equal(one_more_wilder(wilder(part[:-1], 14), part, 14), wilder(part, 14))


def test_what_is_known_is_not_recomputed() -> None:
    values, before = np.array([1.0, 2.0, 4.0]), np.array([np.nan, 8.0])
    assert one_more_exponential(before, values, 3)[-1] == 6.0, "half of what was told before, half of the value"
