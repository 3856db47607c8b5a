"""Regression channel against statsmodels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.trend.channel import channel_history, fit_channel
from tests.analytics.synthetic import walk
from tests.cases import cases
from tests.late import Late

OLS = Late("statsmodels.regression.linear_model", "OLS")
add_constant = Late("statsmodels.tools.tools", "add_constant")


@cases("size", [63, 126, 252])
def test_fit_is_ordinary_least_squares(size: int) -> None:
    closes = walk(300, size)
    found = fit_channel(closes, size)
    assert found is not None
    model = OLS(np.log(closes[-size:]), add_constant(np.arange(size))).fit()
    spread = math.sqrt(model.mse_resid)
    assert found.slope_ann == pytest.approx(model.params[1] * 252, rel=1e-9)
    assert found.r2 == pytest.approx(model.rsquared, rel=1e-8)
    assert found.z == pytest.approx(model.resid[-1] / spread, rel=1e-7)
    assert found.upper == pytest.approx(math.exp(model.fittedvalues[-1] + 2 * spread), rel=1e-10)
    assert found.lower == pytest.approx(math.exp(model.fittedvalues[-1] - 2 * spread), rel=1e-10)


def test_intact_up_needs_slope_fit_and_place() -> None:
    rising = 100 * np.exp(0.001 * np.arange(126) + 0.01 * np.sin(np.arange(126)))
    up = fit_channel(rising, 126)
    assert up is not None
    assert up.intact_up
    down = fit_channel(rising[::-1].copy(), 126)
    assert down is not None
    assert not down.intact_up
    broken = rising.copy()
    broken[-1] *= 0.9
    fallen = fit_channel(broken, 126)
    assert fallen is not None
    assert fallen.slope_ann > 0
    assert fallen.z < -2
    assert not fallen.intact_up
    noise = fit_channel(100 * np.exp(0.05 * np.sin(np.arange(126)) + 1e-4 * np.arange(126)), 126)
    assert noise is not None
    assert noise.r2 < 0.25
    assert not noise.intact_up


@settings(max_examples=20)
@given(st.integers(0, 500))
def test_history_ends_like_the_fit(seed: int) -> None:
    closes = walk(140, seed)
    history, found = channel_history(closes, 63, 78), fit_channel(closes, 63)
    assert found is not None
    assert history.slope[-1] * 252 == pytest.approx(found.slope_ann, rel=1e-9)
    assert history.r2[-1] == pytest.approx(found.r2, rel=1e-8, abs=1e-12)
    assert history.z[-1] == pytest.approx(found.z, rel=1e-6)
    earlier = fit_channel(closes[:63], 63)
    assert earlier is not None
    assert history.r2[0] == pytest.approx(earlier.r2, rel=1e-8, abs=1e-12)


@cases("price", [107.3, 1.0, 1e-4])
def test_no_channel_through_closes_that_differ_by_roundings(price: float) -> None:
    """Their logarithms may be equal, or rise as steadily as a perfect trend: neither is a move."""
    last = np.full(63, price)
    last[5] = np.nextafter(price, 0)
    rising = price * (1 + np.arange(63) * np.finfo(float).eps)
    for closes in (last, rising):
        assert fit_channel(closes, 63) is None
        history = channel_history(closes, 63, 1)
        assert np.isnan([history.slope[0], history.r2[0], history.z[0]]).all()


def test_no_channel_through_a_constant_or_below_zero_or_too_few() -> None:
    assert fit_channel(np.full(63, 5.0), 63) is None
    assert fit_channel(np.linspace(-1, 1, 63), 63) is None
    assert fit_channel(walk(62, 1), 63) is None
    history = channel_history(np.full(100, 5.0), 63, 100)
    assert np.isnan(history.r2).all()
    assert np.isnan(channel_history(np.linspace(-1, 1, 100), 63, 1).slope).all()
