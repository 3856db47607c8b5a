"""Ratio of two series of closes, on the bars that both have."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Flags, Floats


class RatioSeries(msgspec.Struct, frozen=True, eq=False):
    """Ratio of two series. `left_out`: bars that both have, but that cannot be divided."""

    times: Counts
    values: Floats
    adjusted: Floats
    left_out: int


class DividedCloses(msgspec.Struct, frozen=True, eq=False):
    """Times of the bars, ascending, with split-adjusted and split- and dividend-adjusted closes; NaN is missing."""

    times: Counts
    close: Floats
    adjusted: Floats


def ratio_series(over: DividedCloses, under: DividedCloses) -> RatioSeries:
    """value_t = close_t(over) / close_t(under), likewise for the adjusted closes, for each t of both series.

    A t that only one has is absent: no price is carried over from another bar. Closes that are missing or not above
    zero give no ratio; adjusted ones give NaN.
    """
    times, own, other = np.intersect1d(over.times, under.times, assume_unique=True, return_indices=True)
    top, bottom = over.close[own], under.close[other]
    known = _positive(top) & _positive(bottom)
    unusable = np.isfinite(top) & np.isfinite(bottom) & ~known
    adjusted = _quotient(over.adjusted[own][known], under.adjusted[other][known])
    return RatioSeries(times[known], top[known] / bottom[known], adjusted, int(unusable.sum()))


def _quotient(top: Floats, bottom: Floats) -> Floats:
    known = _positive(top) & _positive(bottom)
    result: Floats = np.divide(top, bottom, out=np.full(len(top), np.nan), where=known)
    return result


def _positive(values: Floats) -> Flags:
    result: Flags = np.isfinite(values) & (values > 0)
    return result
