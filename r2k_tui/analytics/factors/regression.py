"""Regressions on factors: ordinary least squares with Newey-West standard errors, many series at once."""

from __future__ import annotations

from math import erfc, floor, sqrt

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats

# Fewest months of a regression, and length of a rolling one.
LEAST_MONTHS = 36
# A series whose residuals are smaller than this, next to the largest return, is the factors themselves.
_EXACT = 1e-13


class Regression(msgspec.Struct, frozen=True, eq=False):
    """Regressions of k series on the same months of p factors; row 0 of each table is alpha, the others the betas.

    `coefficients`, `errors`, `t` and `p` are (1 + p) x k. `residuals` are n x k, `r2` and `r2_adjusted` have k values,
    as has `residual_std`, by n - 1 - p degrees of freedom. NaN is undefined: R2 without variance, t without an error.
    """

    lag: int
    coefficients: Floats
    errors: Floats
    t: Floats
    p: Floats
    residuals: Floats
    r2: Floats
    r2_adjusted: Floats
    residual_std: Floats


class DegenerateFactors(Exception):
    """Factors that determine no coefficients over these months; the text is the user-facing reason."""


def newey_west_lag(months: int) -> int:
    """Lag of the standard errors: floor(4 (n / 100)^(2/9)). Source: Newey and West, Econometrica 55 (1987); 1994."""
    return floor(4 * float((months / 100) ** (2 / 9)))


def regress(returns: Floats, factors: Floats, lag: int | None = None) -> Regression:
    """Regression of excess returns, n x k, on factors, n x p; all finite. `lag` defaults to that of Newey and West.

    Bartlett kernel, no small-sample correction, and p values of the normal distribution, as statsmodels computes with
    `cov_type="HAC"`. Raises DegenerateFactors where a factor is a constant or a combination of the others.
    """
    count, width = factors.shape
    design = np.column_stack([np.ones(count), factors])
    check_factors(factors)
    lag = newey_west_lag(count) if lag is None else lag
    q, r = np.linalg.qr(design)
    # Row j of `influence` maps a series to coefficient j.
    influence = np.linalg.solve(r, q.T)
    coefficients = influence @ returns
    residuals = returns - design @ coefficients
    residuals[:, np.abs(residuals).max(axis=0) <= _EXACT * np.abs(returns).max(axis=0)] = 0.0
    errors = np.sqrt(_variances(influence.T, residuals, lag))
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(errors > 0, coefficients / errors, np.nan)
        squares = (residuals**2).sum(axis=0)
        spread = ((returns - returns.mean(axis=0)) ** 2).sum(axis=0)
        r2 = np.where(spread > 0, 1 - squares / spread, np.nan)
    free = count - 1 - width
    adjusted = 1 - (1 - r2) * (count - 1) / free if free > 0 else np.full_like(r2, np.nan)
    std = np.sqrt(squares / free) if free > 0 else np.full_like(r2, np.nan)
    return Regression(lag, coefficients, errors, t, two_sided(t), residuals, r2, adjusted, std)


def _variances(influence: Floats, residuals: Floats, lag: int) -> Floats:
    """Newey-West variances of the coefficients, (1 + p) x k: sums of products of influence x residual."""
    total = (influence**2).T @ residuals**2
    for step in range(1, min(lag, len(residuals) - 1) + 1):
        weight = 1 - step / (lag + 1)
        pairs = (influence[step:] * influence[:-step]).T @ (residuals[step:] * residuals[:-step])
        total += 2 * weight * pairs
    # A Bartlett kernel gives no negative variance but by rounding.
    result: Floats = np.maximum(total, 0.0)
    return result


def two_sided(t: Floats) -> Floats:
    """Two-sided p values of the normal distribution; NaN stays NaN."""
    flat = [erfc(abs(value) / sqrt(2)) if value == value else np.nan for value in t.ravel().tolist()]
    return np.array(flat).reshape(t.shape)


def check_factors(factors: Floats) -> None:
    """Raises DegenerateFactors where a factor is a constant, or a combination of the others."""
    centered = factors - factors.mean(axis=0)
    size = np.sqrt((centered**2).sum(axis=0))
    still = size <= 1e-12 * np.maximum(np.abs(factors).max(axis=0), 1e-300)
    if still.any():
        raise DegenerateFactors("a factor does not change over these months: its beta is not determined")
    if np.linalg.matrix_rank(centered / size, tol=1e-9) < factors.shape[1]:
        raise DegenerateFactors("the factors move as one over these months: their betas are not determined")


def rolling_betas(returns: Floats, factors: Floats, window: int = LEAST_MONTHS) -> Floats:
    """Coefficients of one series over each window of consecutive rows, (n - window + 1) x (1 + p).

    Row i ends at row i + window - 1 of the input; it is NaN where the window's factors are degenerate.
    """
    count, width = factors.shape
    if count < window:
        return np.empty((0, 1 + width))
    design = np.column_stack([np.ones(count), factors])
    slices = np.lib.stride_tricks.sliding_window_view(design, window, axis=0).transpose(0, 2, 1)
    values = np.lib.stride_tricks.sliding_window_view(returns, window, axis=0)
    q, r = np.linalg.qr(slices)
    diagonal = np.abs(np.diagonal(r, axis1=1, axis2=2))
    sound = diagonal.min(axis=1) > 1e-9 * diagonal.max(axis=1)
    result = np.full((len(r), 1 + width), np.nan)
    wanted = q[sound].transpose(0, 2, 1) @ values[sound][:, :, None]
    result[sound] = np.linalg.solve(r[sound], wanted)[:, :, 0]
    return result
