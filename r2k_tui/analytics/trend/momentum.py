"""Technical readings of one series: Wilder's indicators, MACD, Bollinger bands, Donchian channel, records, 12-1.

All take closes (px) or bars as arrays and give the value at the last bar, NaN or None where the window is not full.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.smoothing import (
    exponential,
    last_exponential,
    last_wilder,
    one_more_exponential,
    one_more_wilder,
    wilder,
)
from r2k_tui.analytics.series.sums import deviation, mean
from r2k_tui.analytics.series.windows import last_window

WILDER_SPAN = 14
MACD_BARS = 34
_FAST, _SLOW = 12, 26
MEMORY = 640
"""Bars the recursions start from: what lies before weighs under 1e-17, so that the result is that of full history."""


def simple_average(closes: Floats, size: int) -> float:
    """Arithmetic mean of the last `size` closes."""
    window = last_window(closes, size)
    return mean(window) if window is not None else math.nan


def relative_strength_index(closes: Floats) -> float:
    """Wilder's RSI: 100 x gain / (gain + loss), each a Wilder mean of 14; NaN when there was no change at all."""
    changes = np.diff(closes[-MEMORY:])
    gain = last_wilder(np.maximum(changes, 0.0), WILDER_SPAN)
    total = last_wilder(np.abs(changes), WILDER_SPAN)
    return 100 * gain / total if total > 0 else math.nan


class DirectionalMovement(msgspec.Struct, frozen=True):
    """ATR in price; +DI, -DI and ADX from 0 to 100."""

    atr: float
    plus_di: float
    minus_di: float
    adx: float


def true_range(high: Floats, low: Floats, close: Floats) -> Floats:
    """max(high, previous close) - min(low, previous close), one shorter than the bars."""
    result: Floats = np.maximum(high[1:], close[:-1]) - np.minimum(low[1:], close[:-1])
    return result


class MovementMeans(msgspec.Struct, frozen=True, eq=False):
    """Wilder means of the true range and of the movements up and down, one shorter than the bars."""

    ranges: Floats
    plus: Floats
    minus: Floats


def _movements(high: Floats, low: Floats, close: Floats) -> tuple[Floats, Floats, Floats]:
    """True range, movement up, movement down."""
    ranges = true_range(high, low, close)
    up, down = np.diff(high), -np.diff(low)
    known = np.where(np.isfinite(ranges), 0.0, np.nan)
    plus = np.where((up > down) & (up > 0), up, 0.0) + known
    return ranges, plus, np.where((down > up) & (down > 0), down, 0.0) + known


def movement_means(high: Floats, low: Floats, close: Floats) -> MovementMeans:
    """Means of directional_movement with one bar more than these, all but its last."""
    columns = (column[-MEMORY + 1 :] for column in (high, low, close))
    return MovementMeans(*(wilder(values, WILDER_SPAN) for values in _movements(*columns)))


def directional_movement(
    high: Floats, low: Floats, close: Floats, before: MovementMeans | None = None
) -> DirectionalMovement:
    """Wilder's system with span 14: each mean seeded with the mean of its first 14 values.

    `before`: movement_means of all bars but the last, where they are known; they change nothing but the time it takes.
    Source: Wilder, New Concepts in Technical Trading Systems (1978).
    """
    if len(close) <= WILDER_SPAN:
        return DirectionalMovement(math.nan, math.nan, math.nan, math.nan)
    before = before or movement_means(high[:-1], low[:-1], close[:-1])
    ranges, up, down = _movements(high[-MEMORY:], low[-MEMORY:], close[-MEMORY:])
    atr = one_more_wilder(before.ranges, ranges, WILDER_SPAN)
    plus = _indicator(one_more_wilder(before.plus, up, WILDER_SPAN), atr)
    minus = _indicator(one_more_wilder(before.minus, down, WILDER_SPAN), atr)
    total = plus + minus
    gap = np.divide(np.abs(plus - minus), total, out=np.where(total == 0, 0.0, np.nan), where=total > 0)
    adx = last_wilder(100 * gap, WILDER_SPAN)
    return DirectionalMovement(float(atr[-1]), float(plus[-1]), float(minus[-1]), adx)


def _indicator(movement: Floats, atr: Floats) -> Floats:
    smooth = 100 * movement
    share: Floats = np.divide(smooth, atr, out=np.full(len(atr), np.nan), where=atr > 0)
    return share


class Macd(msgspec.Struct, frozen=True):
    """Moving average convergence divergence, in price."""

    line: float
    signal: float
    histogram: float


class MacdMeans(msgspec.Struct, frozen=True, eq=False):
    """Exponential means of the closes, EMA12 and EMA26."""

    fast: Floats
    slow: Floats


def macd_means(closes: Floats) -> MacdMeans:
    """Means of macd with one close more than these, all but its last."""
    recent = closes[-MEMORY + 1 :]
    return MacdMeans(exponential(recent, _FAST), exponential(recent, _SLOW))


def macd(closes: Floats, before: MacdMeans | None = None) -> Macd | None:
    """EMA12 - EMA26, its EMA9 and their difference, on full history; None below 34 closes.

    `before`: macd_means of all closes but the last, where they are known; they change nothing but the time it takes.
    """
    if len(closes) < MACD_BARS:
        return None
    before, recent = before or macd_means(closes[:-1]), closes[-MEMORY:]
    line = one_more_exponential(before.fast, recent, _FAST) - one_more_exponential(before.slow, recent, _SLOW)
    signal = last_exponential(line, 9)
    return Macd(float(line[-1]), signal, float(line[-1]) - signal)


class Bands(msgspec.Struct, frozen=True):
    """Bollinger bands in price; `pctb` is the position of the close, 0 at the lower and 1 at the upper band."""

    upper: float
    mid: float
    lower: float
    pctb: float


def bollinger(closes: Floats) -> Bands | None:
    """Mean of 20 closes and 2 population standard deviations (ddof=0) on either side."""
    window = last_window(closes, 20)
    if window is None:
        return None
    mid, reach = mean(window), 2 * deviation(window, 0) if window.max() > window.min() else 0.0
    place = (float(window[-1]) - mid + reach) / (2 * reach) if reach > 0 else math.nan
    return Bands(mid + reach, mid, mid - reach, place)


class Donchian(msgspec.Struct, frozen=True):
    """Highest high and lowest low of n bars, the highest high of the n before the last, and the breakout above it."""

    high: float
    low: float
    previous_high: float | None
    breakout: bool | None


def donchian(high: Floats, low: Floats, closes: Floats, size: int) -> Donchian | None:
    """Channel of the last `size` bars; None when a high or low is missing. The breakout needs one more bar."""
    highs, lows = last_window(high, size), last_window(low, size)
    if highs is None or lows is None:
        return None
    before = last_window(high[:-1], size)
    previous = float(before.max()) if before is not None else None
    breakout = bool(closes[-1] > previous) if previous is not None else None
    return Donchian(float(highs.max()), float(lows.min()), previous, breakout)


def twelve_one(closes: Floats) -> float:
    """close_{t-21} / close_{t-252} - 1; NaN below 253 closes or when one is not above zero."""
    if len(closes) <= 252 or not (closes[-22] > 0 and closes[-253] > 0):
        return math.nan
    return float(closes[-22] / closes[-253] - 1)


class Records(msgspec.Struct, frozen=True):
    """All-time closing high: its value, its bar index, whether it is the last, and the number of highs in 252 bars."""

    close: float
    index: int
    is_last: bool
    in_252: int


def record_flags(closes: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each close is above all previous ones; the first bar is not a record."""
    flags = np.zeros(len(closes), dtype=bool)
    flags[1:] = closes[1:] > np.maximum.accumulate(closes)[:-1]
    return flags


def records(closes: Floats) -> Records | None:
    """Strict all-time closing highs of the available history; None without a close."""
    if not len(closes):
        return None
    flags = record_flags(closes)
    top = int(closes.argmax())
    return Records(float(closes[top]), top, bool(flags[-1]), int(np.count_nonzero(flags[-252:])))


def relative_strength(closes: Floats, benchmark: Floats, sessions: int = 63) -> float:
    """log(close / benchmark) now minus `sessions` common sessions ago; both arrays on the same days."""
    if len(closes) <= sessions:
        return math.nan
    values = (closes[-1], benchmark[-1], closes[-1 - sessions], benchmark[-1 - sessions])
    if not all(value > 0 for value in values):
        return math.nan
    now, large_now, before, large_before = (math.log(value) for value in values)
    return (now - large_now) - (before - large_before)
