"""Technical readings against TA-Lib.

TA-Lib seeds its exponential means otherwise than the definitions here: EMAs with the mean of the first n instead of the
first value, directional movement with a sum of 13 instead of the mean of 14. A seed fades by (1 - alpha) a bar, so all
are compared 600 bars later, where its share is below 1e-18; RSI and ATR share the seed and are compared from the start.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import talib
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.series.smoothing import exponential, wilder
from r2k_tui.analytics.trend import momentum
from tests.analytics.synthetic import series, walk
from tests.cases import cases

BARS = series("X", 900, 11)


@cases("stop", [15, 16, 40, 300, 900])
def test_rsi_and_atr_from_the_first_bar_that_has_them(stop: int) -> None:
    close, high, low = BARS.close[:stop], BARS.high[:stop], BARS.low[:stop]
    assert momentum.relative_strength_index(close) == pytest.approx(talib.RSI(close, 14)[-1], rel=1e-10)
    found = momentum.directional_movement(high, low, close)
    assert found.atr == pytest.approx(talib.ATR(high, low, close, 14)[-1], rel=1e-10)


@cases("stop", [700, 800, 900])
def test_directional_movement_after_the_seed_has_faded(stop: int) -> None:
    columns = BARS.high[:stop], BARS.low[:stop], BARS.close[:stop]
    found = momentum.directional_movement(*columns)
    assert found.adx == pytest.approx(talib.ADX(*columns, 14)[-1], rel=1e-8)
    assert found.plus_di == pytest.approx(talib.PLUS_DI(*columns, 14)[-1], rel=1e-8)
    assert found.minus_di == pytest.approx(talib.MINUS_DI(*columns, 14)[-1], rel=1e-8)


def test_macd_after_the_seed_has_faded() -> None:
    found = momentum.macd(BARS.close)
    assert found is not None
    line, signal, histogram = (column[-1] for column in talib.MACD(BARS.close, 12, 26, 9))
    assert (found.line, found.signal, found.histogram) == pytest.approx((line, signal, histogram), rel=1e-8)


def test_recursions_forget_what_lies_before_their_memory() -> None:
    long = series("X", 5000, 12)
    found = momentum.relative_strength_index(long.close)
    assert found == pytest.approx(talib.RSI(long.close, 14)[-1], rel=1e-12)
    columns = long.high, long.low, long.close
    assert momentum.directional_movement(*columns).adx == pytest.approx(talib.ADX(*columns, 14)[-1], rel=1e-12)
    moved = momentum.macd(long.close)
    assert moved is not None
    assert moved.line == pytest.approx(talib.MACD(long.close, 12, 26, 9)[0][-1], rel=1e-10)


def test_averages_and_bands() -> None:
    assert momentum.simple_average(BARS.close, 200) == pytest.approx(talib.SMA(BARS.close, 200)[-1], rel=1e-12)
    found = momentum.bollinger(BARS.close)
    assert found is not None
    upper, mid, lower = (column[-1] for column in talib.BBANDS(BARS.close, 20, 2.0, 2.0))
    assert (found.upper, found.mid, found.lower) == pytest.approx((upper, mid, lower), rel=1e-9)
    assert found.pctb == pytest.approx((BARS.close[-1] - lower) / (upper - lower), rel=1e-7)


def test_true_range() -> None:
    expected = talib.TRANGE(BARS.high, BARS.low, BARS.close)[1:]
    np.testing.assert_allclose(momentum.true_range(BARS.high, BARS.low, BARS.close), expected, rtol=1e-12)


def test_donchian() -> None:
    found = momentum.donchian(BARS.high, BARS.low, BARS.close, 20)
    assert found is not None
    assert (found.high, found.low) == (BARS.high[-20:].max(), BARS.low[-20:].min())
    assert found.previous_high == BARS.high[-21:-1].max()
    assert found.breakout == (BARS.close[-1] > BARS.high[-21:-1].max())
    short = momentum.donchian(BARS.high[:20], BARS.low[:20], BARS.close[:20], 20)
    assert short is not None
    assert short.previous_high is None
    assert short.breakout is None
    assert momentum.donchian(BARS.high[:19], BARS.low[:19], BARS.close[:19], 20) is None


def test_a_breakout_is_judged_against_the_bars_before() -> None:
    high, low = np.arange(1.0, 23.0), np.arange(0.0, 22.0)
    for close, expected in ((21.5, True), (21.0, False), (20.0, False)):
        found = momentum.donchian(high, low, np.append(high[:-1], close), 20)
        assert found is not None
        assert found.breakout is expected


def test_records_are_strict() -> None:
    closes = np.array([10.0, 12.0, 12.0, 11.0, 13.0, 13.0])
    assert momentum.record_flags(closes).tolist() == [False, True, False, False, True, False]
    found = momentum.records(closes)
    assert found is not None
    assert (found.close, found.index, found.is_last, found.in_252) == (13.0, 4, False, 2)


def test_records_of_the_last_252_closes() -> None:
    closes = np.concatenate([[1.0, 2.0], np.full(251, 1.5)])
    for count, expected in ((252, 1), (253, 1)):
        found = momentum.records(closes[:count])
        assert found is not None
        assert found.in_252 == expected
    later = momentum.records(np.append(closes, 1.5))
    assert later is not None
    assert later.in_252 == 0


def test_twelve_one_by_hand() -> None:
    closes = walk(253, 3)
    assert momentum.twelve_one(closes) == closes[-22] / closes[0] - 1
    assert math.isnan(momentum.twelve_one(closes[1:]))


def test_relative_strength() -> None:
    own, other = walk(64, 4), walk(64, 5)
    expected = math.log(own[-1] / other[-1]) - math.log(own[0] / other[0])
    assert momentum.relative_strength(own, other) == pytest.approx(expected)
    assert math.isnan(momentum.relative_strength(own[1:], other[1:]))
    assert math.isnan(momentum.relative_strength(own - 1000, other))


def test_a_constant_and_a_short_series_have_no_strength() -> None:
    flat = np.full(100, 50.0)
    assert math.isnan(momentum.relative_strength_index(flat))
    found = momentum.directional_movement(flat, flat, flat)
    assert found.atr == 0
    assert math.isnan(found.plus_di)
    assert math.isnan(found.adx)
    band = momentum.bollinger(flat)
    assert band is not None
    assert band.upper == band.lower == 50
    assert math.isnan(band.pctb)
    assert math.isnan(momentum.relative_strength_index(flat[:1]))
    assert momentum.macd(flat[:33]) is None


def test_a_rise_without_a_fall_has_the_highest_index() -> None:
    assert momentum.relative_strength_index(np.arange(1.0, 40.0)) == 100


def test_a_missing_high_starts_the_recursion_anew() -> None:
    high = BARS.high.copy()
    high[400] = np.nan
    found = momentum.directional_movement(high, BARS.low, BARS.close)
    after = momentum.directional_movement(BARS.high[401:], BARS.low[401:], BARS.close[401:])
    assert found.atr == pytest.approx(after.atr, rel=1e-9)
    high[-1] = np.nan
    assert math.isnan(momentum.directional_movement(high, BARS.low, BARS.close).atr)


@settings(max_examples=30)
@given(st.floats(0.01, 1000.0), st.integers(0, 1000))
def test_scale_moves_prices_and_nothing_else(scale: float, seed: int) -> None:
    bars = series("X", 120, seed)
    columns = bars.high, bars.low, bars.close
    one, two = momentum.directional_movement(*columns), momentum.directional_movement(*(c * scale for c in columns))
    assert two.atr == pytest.approx(one.atr * scale)
    assert (two.adx, two.plus_di, two.minus_di) == pytest.approx((one.adx, one.plus_di, one.minus_di))
    strength = momentum.relative_strength_index(bars.close * scale)
    assert strength == pytest.approx(momentum.relative_strength_index(bars.close))
    assert 0 <= strength <= 100


@cases("count", [2, 14, 15, 16, 40, 639, 640, 641, 700])
def test_means_that_are_known_change_nothing(count: int) -> None:
    long = series("X", count, 3)
    columns = long.high, long.low, long.close
    before = momentum.movement_means(*(column[:-1] for column in columns))
    found, anew = momentum.directional_movement(*columns, before), momentum.directional_movement(*columns)
    assert repr(found) == repr(anew), "to the last bit, NaN included"
    assert repr(momentum.macd(long.close, momentum.macd_means(long.close[:-1]))) == repr(momentum.macd(long.close))


def test_the_means_of_the_last_640_bars_are_those_of_a_single_pass() -> None:
    long = series("X", 900, 4)
    high, low, close = (column[-momentum.MEMORY :] for column in (long.high, long.low, long.close))
    found = momentum.directional_movement(long.high, long.low, long.close)
    assert found.atr == wilder(momentum.true_range(high, low, close), 14)[-1]
    line = exponential(close, 12) - exponential(close, 26)
    moved = momentum.macd(long.close)
    assert moved is not None and moved.line == line[-1]
