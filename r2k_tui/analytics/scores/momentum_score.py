"""Momentum score: seven components from 0 weak to 100 strong, for the last `rows` days."""

from __future__ import annotations

import math
from functools import cached_property

import msgspec
import numpy as np

from r2k_tui.analytics.scores.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.scores.gauge import ScoreComponent, percentile
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.analytics.series.months import Months
from r2k_tui.analytics.series.windows import lag, rolling_max, rolling_mean, rolling_min, tail_rows
from r2k_tui.analytics.trend.channel import channel_history
from r2k_tui.model.threshold import above, at_least

WEIGHTS = {
    "trend": 30.0,
    "channel": 15.0,
    "range": 15.0,
    "relative_strength": 15.0,
    "volume": 10.0,
    "twelve_one": 10.0,
    "ten_percent_month": 5.0,
}
MONTHS, MONTH_THRESHOLD = 6, 0.10
RISING_SESSIONS = 21
CHANNEL_SESSIONS = 126
RANGE_SESSIONS = 55


class MomentumInputs(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Series on the symbol's own days, px.

    `relative`: 63-session change of log(close / large caps); `volume_slope`: normalized OBV slope, of the fund where
    the symbol is its index; `finished`: how many of `months` are finished at each day.
    """

    closes: Floats
    high: Floats
    low: Floats
    relative: Floats
    volume_slope: Floats
    months: Months
    finished: Counts

    @cached_property
    def last_signs(self) -> Floats:
        """Signs of the trend at the last bar, as trend_signs gives them."""
        return trend_signs(self, 1)


def _above(left: Floats, right: Floats) -> Floats:
    """1 where left exceeds right by more than rounding, 0 where not, NaN where one is missing."""
    known = np.isfinite(left) & np.isfinite(right)
    return np.where(known, above(left, right).astype(float), np.nan)


def trend_signs(inputs: MomentumInputs, rows: int) -> Floats:
    """Close above SMA50, close above SMA200, SMA50 above SMA200, SMA200 above its value 21 sessions ago: (4, rows)."""
    slow = rolling_mean(inputs.closes, 200, rows + RISING_SESSIONS)
    fast = rolling_mean(inputs.closes, 50, rows)
    now, close = slow[RISING_SESSIONS:], tail_rows(inputs.closes, rows)
    return np.array([_above(close, fast), _above(close, now), _above(fast, now), _above(now, slow[:rows])])


def trend(inputs: MomentumInputs, rows: int) -> ScoreComponent:
    """100 x the share of the four signs that hold."""
    share = (inputs.last_signs if rows == 1 else trend_signs(inputs, rows)).mean(axis=0)
    return ScoreComponent(100 * share, share)


def channel(inputs: MomentumInputs, rows: int) -> ScoreComponent:
    """50 + 50 x sign(slope) x R2 of the 126-session channel; the value is sign(slope) x R2."""
    fitted = channel_history(inputs.closes, CHANNEL_SESSIONS, rows)
    signed = np.sign(fitted.slope) * np.clip(fitted.r2, 0.0, 1.0)
    return ScoreComponent(50 + 50 * signed, signed)


def range_position(inputs: MomentumInputs, rows: int) -> ScoreComponent:
    """Position of the close between the lowest low (0) and the highest high (100) of 55 sessions."""
    top, bottom = rolling_max(inputs.high, RANGE_SESSIONS, rows), rolling_min(inputs.low, RANGE_SESSIONS, rows)
    close = tail_rows(inputs.closes, rows)
    place = np.divide(close - bottom, top - bottom, out=np.full(rows, np.nan), where=top > bottom)
    return ScoreComponent(100 * np.clip(place, 0.0, 1.0), place)


def relative_strength(inputs: MomentumInputs, rows: int) -> ScoreComponent:
    """Percentile of the 63-session change of log(close / large caps) in its own ten years."""
    return ScoreComponent(percentile(inputs.relative, rows), tail_rows(inputs.relative, rows))


def volume(inputs: MomentumInputs, rows: int) -> ScoreComponent:
    """Percentile of the normalized OBV slope in its own ten years."""
    return ScoreComponent(percentile(inputs.volume_slope, rows), tail_rows(inputs.volume_slope, rows))


def twelve_one(inputs: MomentumInputs, rows: int) -> ScoreComponent:
    """Percentile of close_{t-21} / close_{t-252} - 1 in its own ten years."""
    closes = tail_rows(inputs.closes, rows + PERCENTILE_SESSIONS + 252)
    positive = np.where(closes > 0, closes, np.nan)
    values = lag(positive, 21) / lag(positive, 252) - 1
    return ScoreComponent(percentile(values, rows), tail_rows(values, rows))


def ten_percent_month(inputs: MomentumInputs, rows: int) -> ScoreComponent:
    """100 when one of the last 6 finished months gained 10 % or more, else 0; the value is the best of the six."""
    ret, finished = inputs.months.ret, inputs.finished[-rows:]
    if rows == 1:
        # All but the last months are the past of other days.
        first = max(int(finished.max(initial=0)) - MONTHS, 0)
        ret, finished = ret[first : first + MONTHS], finished - first
    best = np.full(len(ret) + 1, math.nan)
    if len(ret) >= MONTHS:
        best[MONTHS:] = np.lib.stride_tricks.sliding_window_view(ret, MONTHS).max(axis=1)
    value = best[finished] if len(finished) == rows else np.full(rows, math.nan)
    return ScoreComponent(np.where(np.isfinite(value), 100.0 * at_least(value, MONTH_THRESHOLD), np.nan), value)


COMPONENTS = {
    "trend": trend,
    "channel": channel,
    "range": range_position,
    "relative_strength": relative_strength,
    "volume": volume,
    "twelve_one": twelve_one,
    "ten_percent_month": ten_percent_month,
}
