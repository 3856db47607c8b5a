"""Alignment of another symbol's series with a symbol's own days, without look-ahead."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Days, Floats

MAX_AGE = 3


def last_known(days: Days, other: Days) -> Counts:
    """Index in `other` of the last day on or before each day; -1 without one.

    A value older than 3 of the own sessions is stale, and treated as missing.
    """
    if not len(days) or not len(other):
        return np.full(len(days), -1, dtype=np.int64)
    index = np.searchsorted(other, days, side="right").astype(np.int64) - 1
    oldest = days[np.maximum(np.arange(len(days)) - MAX_AGE, 0)]
    fresh = (index >= 0) & (other[np.maximum(index, 0)] >= oldest)
    return np.where(fresh, index, -1)


def take(values: Floats, index: Counts) -> Floats:
    """Values at `index`, NaN where it is -1."""
    if not len(values):
        return np.full(len(index), np.nan)
    return np.where(index >= 0, values[index], np.nan)


class Common(msgspec.Struct, frozen=True, eq=False):
    """Indices of the common days in the own days and in the other's.

    `position`: for each own day, the index among the common days of the last one on or before it; -1 where it is older
    than 3 of the own sessions.
    """

    own: Counts
    other: Counts
    position: Counts


def common(days: Days, other: Days, index: Counts) -> Common:
    """Common days, given `index` from last_known."""
    if not len(other):
        none = np.zeros(0, dtype=np.int64)
        return Common(none, none, np.full(len(days), -1, dtype=np.int64))
    own = np.flatnonzero((index >= 0) & (other[index] == days)).astype(np.int64)
    return Common(own, index[own], last_known(days, days[own]))
