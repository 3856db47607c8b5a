"""Many symbols at once are what each is alone, also when listed late or with a hole."""

from __future__ import annotations

import math

import numpy as np
import pytest
import talib

from r2k_tui.analytics.cross_section import readings
from r2k_tui.analytics.risk import drawdown, volatility
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.returns import log_returns
from r2k_tui.analytics.trend.momentum import simple_average, twelve_one
from tests.analytics.synthetic import series
from tests.cases import cases

LATE = 120


def matrix() -> tuple[Floats, Floats]:
    """400 days of 6 symbols; the third is listed late, the fourth misses a day."""
    bars = [series("X", 400, seed) for seed in range(6)]
    closes = np.column_stack([one.close for one in bars])
    volumes = np.column_stack([one.volume for one in bars])
    closes[:LATE, 2] = np.nan
    volumes[:LATE, 2] = np.nan
    closes[200, 3] = np.nan
    return closes, volumes


CLOSES, VOLUMES = matrix()
WHOLE = (0, 1, 4, 5)


@cases("symbol", [*WHOLE, 2])
def test_each_symbol_alone(symbol: int) -> None:
    start = LATE if symbol == 2 else 0
    closes = CLOSES[start:, symbol].copy()
    average = readings.simple_averages(CLOSES, 50)[start:, symbol]
    np.testing.assert_allclose(average, talib.SMA(closes, 50), rtol=1e-10)
    strength = readings.relative_strength_indices(CLOSES)[start:, symbol]
    np.testing.assert_allclose(strength, talib.RSI(closes, 14), rtol=1e-9)
    deviation = readings.volatilities(CLOSES, 252)[-1, symbol]
    assert deviation == pytest.approx(volatility.realized(log_returns(closes), 252), rel=1e-9)
    falls = readings.drawdowns(CLOSES)[start:, symbol]
    np.testing.assert_allclose(falls, drawdown.drawdowns(closes), atol=1e-14)
    assert readings.twelve_ones(CLOSES)[-1, symbol] == pytest.approx(twelve_one(closes))
    volume = readings.on_balance_volumes(CLOSES, VOLUMES)[start:, symbol]
    np.testing.assert_allclose(np.diff(volume), np.diff(talib.OBV(closes, VOLUMES[start:, symbol].copy())))


def test_nothing_before_the_listing() -> None:
    for found in (
        readings.simple_averages(CLOSES, 50),
        readings.relative_strength_indices(CLOSES),
        readings.volatilities(CLOSES, 60),
        readings.drawdowns(CLOSES),
        readings.twelve_ones(CLOSES),
        readings.on_balance_volumes(CLOSES, VOLUMES),
    ):
        assert found.shape == CLOSES.shape
        assert np.isnan(found[:LATE, 2]).all()
        assert np.isfinite(found[-1, [0, 2, 4]]).all()


def test_a_hole_costs_the_windows_that_hold_it() -> None:
    average = readings.simple_averages(CLOSES, 50)[:, 3]
    assert np.isnan(average[200:250]).all()
    assert average[199] == pytest.approx(simple_average(CLOSES[:200, 3], 50))
    assert average[250] == pytest.approx(simple_average(CLOSES[:251, 3], 50))
    deviation = readings.volatilities(CLOSES, 60)[:, 3]
    assert np.isnan(deviation[200:261]).all()
    assert np.isfinite(deviation[[199, 261]]).all()
    strength = readings.relative_strength_indices(CLOSES)[:, 3]
    assert np.isnan(strength[200:202]).all()
    assert np.isfinite(strength[[199, 202]]).all()


def test_a_constant_and_a_short_history() -> None:
    flat = np.full((300, 2), 7.0)
    assert np.isnan(readings.relative_strength_indices(flat)).all()
    assert readings.volatilities(flat, 252)[-1].tolist() == [0, 0]
    assert (readings.drawdowns(flat) == 0).all()
    short = CLOSES[:10, :2]
    for found in (readings.simple_averages(short, 50), readings.volatilities(short, 252), readings.twelve_ones(short)):
        assert np.isnan(found).all()
    assert math.isnan(readings.relative_strength_indices(short)[-1, 0])


def test_a_price_not_above_zero() -> None:
    closes = CLOSES[:300, :2].copy()
    closes[20, 0] = 0.0
    closes[30, 1] = -3.0
    for found in (readings.volatilities(closes, 20), readings.twelve_ones(closes), readings.drawdowns(closes)):
        assert not np.isinf(found).any()
