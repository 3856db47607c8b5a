"""Average pairwise correlation of the members of an index, without computing any pair."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Floats

_LEAST = 2
# A member whose price hardly moved, such as one in a takeover for cash, still has a variance; a frozen price has none.
_NO_VARIANCE = 1e-20


class AverageCorrelation(NamedTuple):
    """Average correlation of all pairs, by weight and equal, the members with a full window, their share of weight.

    NaN where fewer than two members have a full window with moves.
    """

    cap: float
    equal: float
    n: int
    coverage: float


def average_correlation(closes: Floats, weights: Floats) -> AverageCorrelation:
    """Average pairwise correlation of the simple returns of one window of closes (days, members).

    By weight: rho = (s_p^2 - sum(w_i^2 s_i^2)) / ((sum(w_i s_i))^2 - sum(w_i^2 s_i^2)), where s_p is the standard
    deviation of sum(w r) at fixed weights: the mean of the pairs, each weighted by w_i w_j s_i s_j. This is the
    realized counterpart of an implied correlation index. Equal: the same for standardized returns, which is the plain
    mean of the pairs. A member with a missing close, or whose price never changed, is left out of both.
    Sources: Skintzi and Refenes, Journal of Futures Markets 25 (2005); Pollet and Wilson, Journal of Financial
    Economics 96 (2010).
    """
    total = float(weights[weights > 0].sum())
    full = (closes > 0).all(axis=0) & (weights > 0)
    if len(closes) <= _LEAST or not full.any():
        return AverageCorrelation(float("nan"), float("nan"), 0, 0.0)
    held = closes[:, full]
    gaps = held[1:] / held[:-1]
    gaps -= gaps.mean(axis=0)
    variance: Floats = np.einsum("ij,ij->j", gaps, gaps) / (len(gaps) - 1)
    moved = variance > _NO_VARIANCE
    count = int(moved.sum())
    weight = weights[full][moved]
    coverage = float(weight.sum()) / total
    if count < _LEAST:
        return AverageCorrelation(float("nan"), float("nan"), count, coverage)
    gaps, deviation = gaps[:, moved], np.sqrt(variance[moved])
    by_weight = _identity(gaps, weight / weight.sum(), deviation)
    return AverageCorrelation(by_weight, _identity(gaps, 1.0 / (count * deviation), deviation), count, coverage)


def _identity(gaps: Floats, weights: Floats, deviation: Floats) -> float:
    """Average correlation at weights, from deviations from the mean and their standard deviations."""
    path = gaps @ weights
    whole = float(path @ path) / (len(gaps) - 1)
    parts: Floats = weights * deviation
    own = float(parts @ parts)
    return (whole - own) / (float(parts.sum()) ** 2 - own)
