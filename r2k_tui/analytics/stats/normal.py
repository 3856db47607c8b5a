"""Normal and chi-square distributions in closed form, from the standard library."""

from __future__ import annotations

import math
from statistics import NormalDist

STANDARD = NormalDist()


def quantile(probability: float) -> float:
    """Standard normal quantile."""
    return STANDARD.inv_cdf(probability)


def cumulative(z: float) -> float:
    """Probability of a standard normal value at or below `z`."""
    return STANDARD.cdf(z)


def density(z: float) -> float:
    """Standard normal density."""
    return STANDARD.pdf(z)


def chi_square_tail(statistic: float, freedom: int) -> float:
    """P(X >= statistic) of a chi-square variable with 1 or 2 degrees of freedom."""
    if freedom == 1:
        return math.erfc(math.sqrt(max(statistic, 0.0) / 2))
    if freedom == 2:
        return math.exp(-max(statistic, 0.0) / 2)
    raise ValueError("1 or 2 degrees of freedom")
