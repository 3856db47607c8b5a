"""Annual expected returns and covariances (252 days) from daily simple returns."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.risk.ratios import YEAR, beta
from r2k_tui.analytics.series.arrays import Floats


def mean_return(returns: Floats) -> Floats:
    """252 x mean of each column."""
    result: Floats = YEAR * returns.mean(axis=0)
    return result


def sample_covariance(returns: Floats) -> Floats:
    """252 x sample covariance (ddof=1), k x k."""
    gaps = returns - returns.mean(axis=0)
    result: Floats = YEAR * (gaps.T @ gaps) / (len(returns) - 1)
    return result


def ledoit_wolf(returns: Floats) -> Floats:
    """252 x the covariance (ddof=0) shrunk toward its mean variance x identity.

    Source: Ledoit and Wolf, Journal of Multivariate Analysis 88 (2004).
    """
    count, width = returns.shape
    gaps = returns - returns.mean(axis=0)
    sample = gaps.T @ gaps / count
    middle = float(np.trace(sample)) / width
    target = middle * np.eye(width)
    distance = float(((sample - target) ** 2).sum())
    squares = gaps * gaps
    noise = float((squares.T @ squares / count - sample * sample).sum()) / count
    share = min(noise, distance) / distance if distance > 0 else 0.0
    result: Floats = YEAR * (share * target + (1 - share) * sample)
    return result


def capm(returns: Floats, market: Floats, risk_free: float) -> Floats:
    """CAPM returns: rf + beta x (252 x mean market return - rf).

    Source: Sharpe, Journal of Finance 19 (1964).
    """
    premium = YEAR * float(market.mean()) - risk_free
    betas = np.array([beta(column, market).beta for column in returns.T])
    result: Floats = risk_free + betas * premium
    return result


def shrunk(returns: Floats, covariance: Floats) -> Floats:
    """Means shrunk toward that of the minimum-variance portfolio, by (k+2) / (k+2 + n x distance).

    The distance is (mu - mu0)' S^-1 (mu - mu0) of daily values. Source: Jorion, Journal of Financial and
    Quantitative Analysis 21 (1986), Bayes-Stein.
    """
    count, width = returns.shape
    mean, inverse = returns.mean(axis=0), np.linalg.pinv(covariance / YEAR)
    ones = np.ones(width)
    middle = float(ones @ inverse @ mean) / float(ones @ inverse @ ones)
    gap = mean - middle
    share = (width + 2) / (width + 2 + count * float(gap @ inverse @ gap))
    result: Floats = YEAR * ((1 - share) * mean + share * middle)
    return result
