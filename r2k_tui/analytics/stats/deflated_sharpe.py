"""Sharpe ratios judged by their length, their tails, and the number of strategies tried.

Source: Bailey and López de Prado, The Sharpe Ratio Efficient Frontier, Journal of Risk 15 (2012), and The Deflated
Sharpe Ratio, Journal of Portfolio Management 40 (2014). Every ratio here is per period, not annualized.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats import normal

EULER = 0.5772156649015329
# Below, returns vary by no more than the rounding of an accrual: a standard deviation of 1e-7.
LEAST_VARIANCE = 1e-14


def expected_best(tried: int, variance: float) -> float:
    """Expected maximum of the Sharpe ratios of `tried` strategies without skill, whose ratios have this variance.

    0 for one strategy, of which no best is chosen.
    """
    if tried < 2:
        return 0.0
    first, second = normal.quantile(1 - 1 / tried), normal.quantile(1 - 1 / (tried * math.e))
    return math.sqrt(variance) * ((1 - EULER) * first + EULER * second)


def probabilistic(ratio: float, than: float, periods: int, skew: float = 0.0, kurtosis: float = 3.0) -> float:
    """Probability that the true ratio is above `than`, given the measured one over `periods`.

    `kurtosis` is 3 for a normal distribution. NaN with fewer than two periods, or moments that leave no variance.
    """
    spread = 1 - skew * ratio + (kurtosis - 1) / 4 * ratio * ratio
    if periods < 2 or not spread > 0:
        return math.nan
    return normal.cumulative((ratio - than) * math.sqrt(periods - 1) / math.sqrt(spread))


def of_returns(excess: Floats, than: float = 0.0) -> float:
    """The same from excess returns: their ratio, skew and kurtosis (population moments); NaN where they do not vary."""
    if len(excess) < 2:
        return math.nan
    gaps = excess - excess.mean()
    squares = gaps * gaps
    variance = float(squares.mean())
    if variance < LEAST_VARIANCE:
        return math.nan
    skew = float((squares * gaps).mean()) / variance**1.5
    kurtosis = float((squares * squares).mean()) / variance**2
    ratio = float(excess.mean()) / float(excess.std(ddof=1))
    return probabilistic(ratio, than, len(excess), skew, kurtosis)


def variance_of(ratios: Sequence[float]) -> float:
    """Sample variance of the ratios of all strategies tried; 0 for fewer than two."""
    return float(np.var(ratios, ddof=1)) if len(ratios) > 1 else 0.0
