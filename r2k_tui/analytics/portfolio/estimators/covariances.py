"""Annual covariances (252 days) that weight recent days more, or shrink toward a common correlation."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.risk.ratios import LEAST_DEVIATION, YEAR
from r2k_tui.analytics.series.arrays import Floats

DECAY = 0.94


def ewma_covariance(returns: Floats, decay: float = DECAY) -> Floats:
    """252 x the exponentially weighted covariance of the last day: zero mean, begun with the first day's products.

    The estimator of `ewma_vol94`, so its diagonal is that volatility squared. A decay of 0.94 weights about 33 days:
    many more members than that leave the covariance singular. Source: RiskMetrics Technical Document, 4th ed. (1996).
    """
    ages = np.arange(len(returns) - 1, -1, -1)
    weights = decay**ages * np.where(ages == len(returns) - 1, 1.0, 1 - decay)
    result: Floats = YEAR * (returns.T * weights) @ returns
    return result


def constant_correlation(returns: Floats) -> Floats:
    """252 x the covariance (ddof=0) shrunk toward its own variances with the mean correlation of all pairs.

    Members without variance keep their zeros. Source: Ledoit and Wolf, Honey, I Shrunk the Sample Covariance Matrix,
    Journal of Portfolio Management 30 (2004).
    """
    gaps = returns - returns.mean(axis=0)
    moving = gaps.std(axis=0) > LEAST_DEVIATION
    gaps[:, ~moving] = 0.0  # rounding around a constant return
    sample = gaps.T @ gaps / len(returns)
    if moving.sum() > 1:
        at = np.ix_(moving, moving)
        sample[at] = _shrunk(gaps[:, moving], sample[at])
    result: Floats = YEAR * sample
    return result


def _shrunk(gaps: Floats, sample: Floats) -> Floats:
    count, width = gaps.shape
    variance = np.diag(sample)
    scale = np.sqrt(variance)
    mean = ((sample / np.outer(scale, scale)).sum() - width) / (width * (width - 1))
    target = mean * np.outer(scale, scale)
    np.fill_diagonal(target, variance)
    squares = gaps * gaps
    noise = squares.T @ squares / count - sample * sample
    # Covariance of the sample variance of i with the sample covariance of i and j.
    shared = (squares * gaps).T @ gaps / count - variance[:, None] * sample
    slope = np.outer(1 / scale, scale) * shared
    np.fill_diagonal(slope, 0.0)
    common = float(np.trace(noise)) + mean * float(slope.sum())
    distance = float(((sample - target) ** 2).sum())
    share = float(np.clip((noise.sum() - common) / distance / count, 0.0, 1.0)) if distance > 0 else 0.0
    result: Floats = share * target + (1 - share) * sample
    return result
