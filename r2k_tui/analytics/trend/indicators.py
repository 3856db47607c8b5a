"""Indicators over a whole history: a value at every bar, NaN where the window is not full.

Definitions match the readings; the results are lines to draw. Closes are px and finite throughout.
"""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.smoothing import exponential, wilder
from r2k_tui.analytics.series.windows import rolling_max, rolling_mean, rolling_min, windows
from r2k_tui.analytics.trend.momentum import MACD_BARS, WILDER_SPAN
from r2k_tui.analytics.trend.volume import signed_volume

BAND_BARS = 20


def average_line(closes: Floats, size: int) -> Floats:
    """Arithmetic mean of the last `size` closes."""
    return rolling_mean(closes, size, len(closes))


def band_lines(closes: Floats) -> tuple[Floats, Floats, Floats]:
    """Bollinger bands: mean of 20 closes + 2 population standard deviations, the mean, the mean - 2 of them.

    Source: Bollinger, Bollinger on Bollinger Bands (2001).
    """
    view = windows(closes, BAND_BARS, len(closes))
    mid, reach = view.mean(axis=1), 2 * view.std(axis=1)
    return mid + reach, mid, mid - reach


def donchian_lines(high: Floats, low: Floats, size: int) -> tuple[Floats, Floats]:
    """Highest high and lowest low of the last `size` bars; NaN where one of them is missing."""
    return rolling_max(high, size, len(high)), rolling_min(low, size, len(low))


def strength_index_line(closes: Floats) -> Floats:
    """Wilder's RSI: 100 x gain / (gain + loss), each a Wilder mean of 14; NaN where there was no change at all."""
    out = np.full(len(closes), np.nan)
    if len(closes) > WILDER_SPAN:
        changes = np.diff(closes)
        gain, total = wilder(np.maximum(changes, 0.0), WILDER_SPAN), wilder(np.abs(changes), WILDER_SPAN)
        out[1:] = np.divide(100 * gain, total, out=np.full(len(total), np.nan), where=total > 0)
    return out


def macd_lines(closes: Floats) -> tuple[Floats, Floats, Floats]:
    """EMA12 - EMA26, its EMA9 and their difference, all seeded with the first value; NaN below 34 closes."""
    line = exponential(closes, 12) - exponential(closes, 26)
    signal = exponential(line, 9)
    known = np.where(np.arange(len(closes)) < MACD_BARS - 1, np.nan, 0.0)
    return line + known, signal + known, line - signal + known


def balance_line(closes: Floats, volumes: Floats) -> Floats:
    """On-balance volume from 0 at the first bar; a bar without close or volume has no value and adds nothing.

    NaN throughout without volume. Only differences are meaningful. Source: Granville (1963), see volume.py.
    """
    known = np.isfinite(closes) & np.isfinite(volumes)
    if not (volumes[known] > 0).any():
        return np.full(len(closes), np.nan)
    steps = np.concatenate([[0.0], signed_volume(closes, volumes)])
    return np.where(known, np.cumsum(np.where(np.isfinite(steps), steps, 0.0)), np.nan)


def relative_line(closes: Floats, other: Floats) -> Floats:
    """log(close / other); NaN where a price is missing or not above zero. Only its differences are meaningful."""
    usable = (closes > 0) & (other > 0)
    out = np.full(len(closes), np.nan)
    out[usable] = np.log(closes[usable] / other[usable])
    return out
