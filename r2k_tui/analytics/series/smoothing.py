"""Exponential smoothing of one series: Wilder's mean, the exponential moving average, the EWMA variance."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.windows import by_stretch


def _recursion(values: Floats, keep: float) -> Floats:
    """y_0 = x_0, y_t = keep y_{t-1} + (1 - keep) x_t, step by step, so that more history never changes a value."""
    gain = 1 - keep
    steps = accumulate(values.tolist(), lambda level, value: keep * level + gain * value)
    return np.fromiter(steps, dtype=np.float64, count=len(values))


def exponential(values: Floats, span: int) -> Floats:
    """Exponential moving average, alpha = 2 / (span + 1), seeded with the first value; restarts after a gap."""
    return by_stretch(values, lambda part: _recursion(part, 1 - 2 / (span + 1)))


def wilder(values: Floats, span: int) -> Floats:
    """Wilder's mean: y_t = ((span - 1) y_{t-1} + x_t) / span, seeded with the mean of the first `span` values.

    NaN before the seed; restarts after a gap. Source: Wilder, New Concepts in Technical Trading Systems (1978).
    """
    return by_stretch(values, lambda part: _wilder_stretch(part, span))


def _wilder_stretch(values: Floats, span: int) -> Floats:
    if len(values) < span:
        return np.full(len(values), np.nan)
    seeded = np.concatenate([[values[:span].mean()], values[span:]])
    return np.concatenate([np.full(span - 1, np.nan), _recursion(seeded, 1 - 1 / span)])


def one_more_exponential(before: Floats, values: Floats, span: int) -> Floats:
    """exponential() of `values`, `before` being that of all of them but the last, which is recomputed nowhere."""
    return _one_more(before, values, 1 - 2 / (span + 1), lambda: exponential(values, span))


def one_more_wilder(before: Floats, values: Floats, span: int) -> Floats:
    """wilder() of `values`, `before` being that of all of them but the last, which is recomputed nowhere."""
    return _one_more(before, values, 1 - 1 / span, lambda: wilder(values, span))


def _one_more(before: Floats, values: Floats, keep: float, anew: Callable[[], Floats]) -> Floats:
    level, value = (float(before[-1]), float(values[-1])) if len(before) else (math.nan, math.nan)
    if not math.isfinite(value) or not math.isfinite(level):
        return anew()
    return np.append(before, keep * level + (1 - keep) * value)


def _last_stretch(values: Floats) -> Floats:
    """Finite values after the last gap."""
    gaps = np.flatnonzero(~np.isfinite(values))
    return values[gaps[-1] + 1 :] if len(gaps) else values


def _last_of_recursion(values: Floats, keep: float) -> float:
    return float(_recursion_weights(len(values), keep) @ values)


@lru_cache(maxsize=32)
def _recursion_weights(count: int, keep: float) -> Floats:
    weights: Floats = (1 - keep) * keep ** np.arange(count - 1, -1, -1.0)
    weights[0] /= 1 - keep
    weights.flags.writeable = False
    return weights


def last_exponential(values: Floats, span: int) -> float:
    """Last value of exponential(), as one weighted sum; NaN when the last value is missing."""
    part = _last_stretch(values)
    return _last_of_recursion(part, 1 - 2 / (span + 1)) if len(part) else math.nan


def last_wilder(values: Floats, span: int) -> float:
    """Last value of wilder(), as one weighted sum; NaN below `span` values after the last gap."""
    part = _last_stretch(values)
    if len(part) < span:
        return math.nan
    return _last_of_recursion(np.concatenate([[part[:span].mean()], part[span:]]), 1 - 1 / span)


def ewma_variance(returns: Floats, known: Floats | None = None, decay: float = 0.94) -> Floats:
    """Variance forecast for the next day: v_t = decay v_{t-1} + (1 - decay) r_t^2, zero mean, v_0 = r_0^2.

    Daily, including today's return; restarts after a gap. `known` holds the cached variances of the first returns, if
    any. Source: RiskMetrics Technical Document (1996).
    """
    if known is None or not len(known) or not np.isfinite(known[-1]):
        return by_stretch(returns * returns, lambda part: _recursion(part, decay))
    rest = np.concatenate([known[-1:], returns[len(known) :] ** 2])
    return np.concatenate([known[:-1], by_stretch(rest, lambda part: _recursion(part, decay))])
