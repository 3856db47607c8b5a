"""Betas of many series with different histories, by one regression for each set of months."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.factors.regression import LEAST_MONTHS, DegenerateFactors, regress
from r2k_tui.analytics.series.arrays import Counts, Floats


class ManyBetas(msgspec.Struct, frozen=True, eq=False):
    """Coefficients and t statistics of k series, (1 + p) x k; NaN for those with fewer than 36 months.

    `months` counts the months of each series, `r2` has k values.
    """

    coefficients: Floats
    t: Floats
    r2: Floats
    months: Counts


def betas_of_many(returns: Floats, factors: Floats, least: int = LEAST_MONTHS) -> ManyBetas:
    """Regressions of excess returns, n x k with NaN where missing, on n months of finite factors.

    Series with the same months share one regression.
    """
    known = np.isfinite(returns)
    months = known.sum(axis=0)
    shape = (1 + factors.shape[1], returns.shape[1])
    coefficients, t, r2 = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape[1], np.nan)
    patterns, group = np.unique(np.packbits(known, axis=0), axis=1, return_inverse=True)
    for place in range(patterns.shape[1]):
        columns = np.flatnonzero(group.ravel() == place)
        if months[columns[0]] < max(least, shape[0] + 1):
            continue
        rows = known[:, columns[0]]
        try:
            found = regress(returns[np.ix_(rows, columns)], factors[rows])
        except DegenerateFactors:
            continue
        coefficients[:, columns], t[:, columns], r2[columns] = found.coefficients, found.t, found.r2
    return ManyBetas(coefficients, t, r2, months.astype(np.int64))
