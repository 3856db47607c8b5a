"""Detection of bars that contradict their neighbors: a tick in another unit, a misplaced decimal point. Pure."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Flags, Floats

# A close this many times the median of the closes around it, or this fraction of it, is not a price; rates near zero
# jump like that every day, so the difference must reach a minimum too.
_FAR, _LEAST = 5.0, 1.0
# Bars on each side: a run of up to three bad ones is outvoted, a real change of level is not.
_SIDE = 3


def spikes(close: Floats, confirmed: float | None) -> Flags:
    """Flags of closes (NaN where missing) that are spikes.

    `confirmed`: a separately reported price, which may confirm the last closes.
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
    """Flags of values that cannot be of the same security at nearly the same time as `others`."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = values / others
        apart = (ratio > _FAR) | (ratio < 1 / _FAR)
        return np.asarray(apart & (np.abs(values - others) > _LEAST), dtype=np.bool_)


def _middle(values: Floats) -> Floats:
    """Median of the seven values around each; at the ends, of the first or last seven."""
    width = min(len(values), 2 * _SIDE + 1)
    middles = np.median(np.lib.stride_tricks.sliding_window_view(values, width), axis=1)
    places = np.clip(np.arange(len(values)) - _SIDE, 0, len(middles) - 1)
    return np.asarray(middles[places], dtype=np.float64)
