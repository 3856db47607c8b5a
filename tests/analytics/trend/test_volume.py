"""On-Balance-Volume against TA-Lib and a fitted line."""

from __future__ import annotations

import numpy as np
import pytest
import talib

from r2k_tui.analytics.trend.volume import signed_volume, slope_norm_history, volume_trend
from tests.analytics.synthetic import series

BARS = series("X", 300, 21)


def test_differences_are_those_of_obv() -> None:
    expected = np.diff(talib.OBV(BARS.close, BARS.volume))
    np.testing.assert_allclose(signed_volume(BARS.close, BARS.volume), expected)


def test_change_slope_and_norm() -> None:
    found = volume_trend(BARS.close, BARS.volume)
    assert found is not None
    total = talib.OBV(BARS.close, BARS.volume)
    assert found.change == pytest.approx(total[-1] - total[-21])
    slope = np.polyfit(np.arange(20), total[-20:], 1)[0]
    assert found.slope == pytest.approx(slope, rel=1e-8)
    assert found.slope_norm == pytest.approx(slope / BARS.volume[-20:].mean(), rel=1e-8)


def test_an_unchanged_close_adds_nothing() -> None:
    closes, volumes = np.full(30, 10.0), np.full(30, 5.0)
    found = volume_trend(closes, volumes)
    assert found is not None
    assert (found.change, found.slope, found.slope_norm) == (0, 0, 0)


def test_history_ends_like_the_reading() -> None:
    history = slope_norm_history(BARS.close, BARS.volume, 300)
    for stop in (21, 100, 300):
        found = volume_trend(BARS.close[:stop], BARS.volume[:stop])
        assert found is not None
        assert history[stop - 1] == pytest.approx(found.slope_norm, rel=1e-9)
    assert np.isnan(history[:19]).all()


def test_no_volume() -> None:
    zero = np.zeros(30)
    assert volume_trend(BARS.close[:30], zero) is None
    assert np.isnan(slope_norm_history(BARS.close[:30], zero, 30)).all()
    assert volume_trend(BARS.close[:20], BARS.volume[:20]) is None
    assert volume_trend(BARS.close, np.full(300, np.nan)) is None
