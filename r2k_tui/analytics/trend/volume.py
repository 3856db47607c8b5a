"""On-balance volume; only its differences and slopes are meaningful.

Source: Granville, New Key to Stock Market Profits (1963).
"""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.sums import mean
from r2k_tui.analytics.series.windows import last_window, windows

SLOPE_POINTS = 20


class VolumeTrend(msgspec.Struct, frozen=True):
    """Change of OBV over 20 sessions (shares), slope of its last 20 points (shares per day), slope / mean volume."""

    change: float
    slope: float
    slope_norm: float


def signed_volume(closes: Floats, volumes: Floats) -> Floats:
    """Sign of the close's change x volume, one shorter than `closes`: the steps of OBV."""
    result: Floats = np.sign(np.diff(closes)) * volumes[1:]
    return result


def slope_weights(points: int) -> Floats:
    """Weights on the last points - 1 steps that give the least-squares slope of the `points` cumulative values."""
    time = np.arange(points) - (points - 1) / 2
    weights: Floats = np.cumsum(time[::-1])[::-1][1:] / (time @ time)
    return weights


def volume_trend(closes: Floats, volumes: Floats) -> VolumeTrend | None:
    """OBV over the last 20 steps; None when a close or volume of the last 21 bars is missing or all volumes are 0."""
    price = last_window(closes, SLOPE_POINTS + 1)
    volume = last_window(volumes, SLOPE_POINTS)
    if price is None or volume is None or mean(volume) <= 0:
        return None
    steps = np.sign(np.diff(price)) * volume
    slope = float(steps[1:] @ slope_weights(SLOPE_POINTS))
    return VolumeTrend(change=float(steps.sum()), slope=slope, slope_norm=slope / mean(volume))


def slope_norm_history(closes: Floats, volumes: Floats, rows: int) -> Floats:
    """OBV slope of the last 20 points over mean 20-session volume, for the last `rows` days."""
    steps = np.concatenate([[np.nan], signed_volume(closes, volumes)])
    slopes = windows(steps, SLOPE_POINTS - 1, rows) @ slope_weights(SLOPE_POINTS)
    level = windows(volumes, SLOPE_POINTS, rows).mean(axis=1)
    norm: Floats = np.divide(slopes, level, out=np.full(rows, np.nan), where=level > 0)
    return norm
