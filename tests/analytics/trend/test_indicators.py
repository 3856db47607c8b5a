"""Lines of indicators: against TA-Lib at every bar, and against the readings at the last one.

TA-Lib seeds its exponential means with the mean of the first n: MACD is compared 600 bars later, when a seed has faded.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import talib
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.trend import indicators, momentum
from r2k_tui.analytics.trend.channel import channel_lines, fit_channel
from r2k_tui.analytics.trend.volume import volume_trend
from tests.analytics.synthetic import series, walk
from tests.cases import cases

BARS = series("X", 900, 11)
SIZES = st.integers(1, 300)


@cases("size", [20, 50, 200])
def test_averages(size: int) -> None:
    np.testing.assert_allclose(indicators.average_line(BARS.close, size), talib.SMA(BARS.close, size), rtol=1e-11)


def test_bands() -> None:
    expected = talib.BBANDS(BARS.close, 20, 2.0, 2.0)
    for line, other in zip(indicators.band_lines(BARS.close), expected, strict=True):
        np.testing.assert_allclose(line, other, rtol=1e-9)


def test_strength_index() -> None:
    np.testing.assert_allclose(indicators.strength_index_line(BARS.close), talib.RSI(BARS.close, 14), rtol=1e-10)


def test_macd() -> None:
    for line, other in zip(indicators.macd_lines(BARS.close), talib.MACD(BARS.close, 12, 26, 9), strict=True):
        np.testing.assert_allclose(line[600:], other[600:], rtol=1e-7, atol=1e-9)
        assert np.flatnonzero(np.isfinite(line))[0] == np.flatnonzero(np.isfinite(other))[0] == 33


def test_donchian() -> None:
    high, low = indicators.donchian_lines(BARS.high, BARS.low, 55)
    np.testing.assert_array_equal(high, talib.MAX(BARS.high, 55))
    np.testing.assert_array_equal(low, talib.MIN(BARS.low, 55))


def test_balance_moves_as_that_of_the_reference() -> None:
    line = indicators.balance_line(BARS.close, BARS.volume)
    np.testing.assert_allclose(np.diff(line), np.diff(talib.OBV(BARS.close, BARS.volume)), atol=1e-3)
    assert line[0] == 0
    trend = volume_trend(BARS.close, BARS.volume)
    assert trend is not None
    assert line[-1] - line[-21] == pytest.approx(trend.change)


@given(SIZES)
@settings(max_examples=20)
def test_the_last_value_is_the_reading(count: int) -> None:
    closes = BARS.close[:count]
    assert indicators.average_line(closes, 20)[-1] == pytest.approx(momentum.simple_average(closes, 20), nan_ok=True)
    index = momentum.relative_strength_index(closes)
    assert indicators.strength_index_line(closes)[-1] == pytest.approx(index, nan_ok=True)
    found = momentum.macd(closes)
    expected = (found.line, found.signal, found.histogram) if found else (math.nan,) * 3
    assert [line[-1] for line in indicators.macd_lines(closes)] == pytest.approx(expected, nan_ok=True)
    band = momentum.bollinger(closes)
    edges = (band.upper, band.mid, band.lower) if band else (math.nan,) * 3
    assert [line[-1] for line in indicators.band_lines(closes)] == pytest.approx(edges, nan_ok=True)


@given(SIZES)
@settings(max_examples=20)
def test_more_history_behind_a_bar_never_changes_it_and_more_after_it_neither(count: int) -> None:
    whole, part = indicators.strength_index_line(BARS.close), indicators.strength_index_line(BARS.close[:count])
    np.testing.assert_allclose(part, whole[:count], rtol=1e-12)


@cases("size", [63, 126, 252])
def test_channel_lines_end_at_the_rails_and_are_straight_in_logs(size: int) -> None:
    upper, fit, lower = channel_lines(BARS.close, size)
    found = fit_channel(BARS.close, size)
    assert found is not None
    assert (upper[-1], lower[-1]) == pytest.approx((found.upper, found.lower))
    steps = np.diff(np.log(fit[-size:]))
    assert steps == pytest.approx(np.full(size - 1, found.slope_ann / 252))
    np.testing.assert_allclose(np.log(upper / fit)[-size:], np.log(fit / lower)[-size:])
    assert np.isnan(fit[:-size]).all()
    slope, level = np.polyfit(np.arange(size), np.log(BARS.close[-size:]), 1)
    assert fit[-1] == pytest.approx(math.exp(level + slope * (size - 1)))


def test_a_channel_of_too_few_or_of_equal_closes_has_no_lines() -> None:
    assert np.isnan(channel_lines(BARS.close[:62], 63)).all()
    assert np.isnan(channel_lines(np.full(80, 5.0), 63)).all()


def test_balance_without_volume_and_over_a_hole() -> None:
    closes = np.array([1.0, 2.0, 3.0, 2.0])
    assert np.isnan(indicators.balance_line(closes, np.full(4, np.nan))).all()
    assert np.isnan(indicators.balance_line(closes, np.zeros(4))).all()
    line = indicators.balance_line(closes, np.array([5.0, 10.0, np.nan, 4.0]))
    np.testing.assert_array_equal(line, [0.0, 10.0, np.nan, 6.0])
    early = indicators.balance_line(np.array([np.nan, np.nan, 3.0, 4.0]), np.array([np.nan, 1.0, 2.0, 3.0]))
    np.testing.assert_array_equal(early, [np.nan, np.nan, 0.0, 3.0])


def test_relative_strength_moves_as_the_reading() -> None:
    own, other = walk(64, 4), walk(64, 5)
    line = indicators.relative_line(own, other)
    assert line[-1] - line[0] == pytest.approx(momentum.relative_strength(own, other))
    assert np.isnan(indicators.relative_line(np.array([1.0, -1.0, np.nan]), np.array([0.0, 1.0, 1.0]))).all()


def test_a_constant_has_no_strength_index_and_a_short_series_none_at_all() -> None:
    assert np.isnan(indicators.strength_index_line(np.full(50, 3.0))).all()
    assert np.isnan(indicators.strength_index_line(np.arange(14.0))).all()
    assert np.isnan(indicators.average_line(np.arange(3.0), 20)).all()
