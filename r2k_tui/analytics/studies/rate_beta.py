"""Rate sensitivity of returns: rolling least squares of daily returns on changes of a yield."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats

WINDOW = 252


class RateBeta(NamedTuple):
    """Beta by day: the return per percentage point of yield rise, its standard error, and R²."""

    days: Days
    beta: Floats
    error: Floats
    r2: Floats


def rolling_beta(days: Days, prices: Floats, rate_days: Days, rates: Floats, window: int = WINDOW) -> RateBeta:
    """Slope of simple returns on changes of the yield (in points) over `window` common days, with an intercept.

    Rolling sums of products; the standard error is that of ordinary least squares, ddof=2. Windows in which the yield
    does not vary have no slope.
    """
    both, mine, theirs = np.intersect1d(days, rate_days, assume_unique=True, return_indices=True)
    price, rate = prices[mine], rates[theirs]
    with np.errstate(divide="ignore", invalid="ignore"):
        y = price[1:] / price[:-1] - 1
    x = np.diff(rate)
    fine = np.isfinite(y) & np.isfinite(x)
    both, x, y = both[1:][fine], x[fine], y[fine]
    if len(x) < window:
        nothing = np.zeros(0)
        return RateBeta(both[:0], nothing, nothing, nothing)
    mean_x, mean_y = _mean(x, window), _mean(y, window)
    var_x = np.maximum(_mean(x * x, window) - mean_x**2, 0.0)
    var_y = np.maximum(_mean(y * y, window) - mean_y**2, 0.0)
    cov = _mean(x * y, window) - mean_x * mean_y
    moved = var_x > 1e-10
    beta, r2 = np.full(len(cov), np.nan), np.full(len(cov), np.nan)
    np.divide(cov, var_x, out=beta, where=moved)
    np.divide(cov**2, var_x * var_y, out=r2, where=moved & (var_y > 0))
    error = np.full(len(cov), np.nan)
    rest = np.maximum(var_y - np.nan_to_num(beta) * cov, 0.0)
    np.divide(rest, var_x * (window - 2), out=error, where=moved)
    return RateBeta(both[window - 1 :], beta, np.sqrt(error), r2)


def _mean(values: Floats, window: int) -> Floats:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    means: Floats = (sums[window:] - sums[:-window]) / window
    return means
