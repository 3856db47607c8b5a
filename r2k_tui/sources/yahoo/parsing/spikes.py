"""Bars that their neighbours do not bear out: a tick of another unit, a misplaced point. Pure."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Flags, Floats

# A close this many times away from the middle of the closes around it is no price; rates near zero jump like that
# every day, so the difference must be worth something too.
_FAR, _LEAST = 5.0, 1.0
# Bars on each side: a run of up to three bad ones is outvoted, and a level that really changed is not.
_SIDE = 3


def spikes(close: Floats, confirmed: float | None) -> Flags:
    """Which closes (NaN where missing) stand alone.

    `confirmed`: a price that was told apart from them, and may bear out the last ones.
    """
    found = np.zeros(len(close), dtype=np.bool_)
    known = np.flatnonzero(np.isfinite(close))
    values = close[known]
    if len(values) < _SIDE:
        return found
    found[known] = far(values, _middle(values))
    if confirmed is not None and confirmed > 0:
        last = known[-_SIDE:]
        found[last] &= far(close[last], np.full(len(last), confirmed))
    return found


def far(values: Floats, others: Floats) -> Flags:
    """Which values cannot be of the same security at nearly the same time as those beside them."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = values / others
        apart = (ratio > _FAR) | (ratio < 1 / _FAR)
        return np.asarray(apart & (np.abs(values - others) > _LEAST), dtype=np.bool_)


def _middle(values: Floats) -> Floats:
    """The median of the seven values around each; at the ends, of the first or last seven."""
    width = min(len(values), 2 * _SIDE + 1)
    middles = np.median(np.lib.stride_tricks.sliding_window_view(values, width), axis=1)
    places = np.clip(np.arange(len(values)) - _SIDE, 0, len(middles) - 1)
    return np.asarray(middles[places], dtype=np.float64)
