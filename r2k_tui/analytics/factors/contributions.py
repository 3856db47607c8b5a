"""What factors contribute to the mean return of a series and to its variance."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.factors.regression import Regression
from r2k_tui.analytics.series.arrays import Floats

MONTHS_A_YEAR = 12


class FactorContributions(msgspec.Struct, frozen=True, eq=False):
    """Contributions to k series; rows are alpha and the p factors, in the order of the regression.

    `returns` (1 + p) x k: alpha and beta x mean factor, times 12; each column sums to the mean excess return of a year.
    `risk` p x k: beta x covariance with the series / variance; with `residual`, k shares, each column sums to 1. NaN
    where the series has no variance.
    """

    returns: Floats
    risk: Floats
    residual: Floats


def contributions(found: Regression, returns: Floats, factors: Floats) -> FactorContributions:
    """Contributions in a regression of `returns`, n x k, on `factors`, n x p: the same arrays as those regressed."""
    means = np.concatenate([[1.0], factors.mean(axis=0)])
    parts = found.coefficients * means[:, None] * MONTHS_A_YEAR
    gaps = returns - returns.mean(axis=0)
    shared = (factors - factors.mean(axis=0)).T @ gaps
    variance = (gaps**2).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        risk = np.where(variance > 0, found.coefficients[1:] * shared / variance, np.nan)
    return FactorContributions(parts, risk, 1 - risk.sum(axis=0))
