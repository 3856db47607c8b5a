"""Exponential smoothing of one series: Wilder's mean, the exponential moving average, the EWMA variance."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series import Floats
from r2k_tui.analytics.windows import by_stretch

_BLOCK = 64


def _recursion(values: Floats, keep: float) -> Floats:
    """y_0 = x_0, y_t = keep y_{t-1} + (1 - keep) x_t, by blocks: a triangular product within, a carry between."""
    count = len(values)
    if not count:
        return values.copy()
    blocks = -(-(count - 1) // _BLOCK)
    padded = np.zeros(blocks * _BLOCK)
    padded[: count - 1] = values[1:]
    powers = keep ** np.arange(_BLOCK + 1)
    age = np.subtract.outer(np.arange(_BLOCK), np.arange(_BLOCK))
    weights = np.where(age >= 0, (1 - keep) * keep ** np.maximum(age, 0), 0.0)
    inner = padded.reshape(blocks, _BLOCK) @ weights.T
    carry = np.empty(blocks)
    level = float(values[0])
    fade = float(powers[-1])
    for block, end in enumerate(inner[:, -1].tolist()):
        carry[block] = level
        level = end + fade * level
    inner += carry[:, None] * powers[1:]
    return np.concatenate([values[:1], inner.ravel()[: count - 1]])


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


def ewma_variance(returns: Floats, decay: float = 0.94) -> Floats:
    """Variance forecast for the next day: v_t = decay v_{t-1} + (1 - decay) r_t^2, zero mean, v_0 = r_0^2.

    Per day, today's return included. Restarts after a gap. Source: RiskMetrics Technical Document (1996).
    """
    return by_stretch(returns * returns, lambda part: _recursion(part, decay))
