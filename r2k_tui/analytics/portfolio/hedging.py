"""Hedge ratios: the size of a portfolio, or the short position in an index, for a target risk."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.portfolio.measures import TAIL, cvar
from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.threshold import above, at_most


def annual_volatility(returns: Floats) -> float:
    """std (ddof=1) of daily returns x sqrt(252)."""
    return float(returns.std(ddof=1)) * math.sqrt(YEAR)


def beta(returns: Floats, index: Floats) -> float | None:
    """Slope of the returns on those of the index, s_pi / s_i^2: the short position with the least variance.

    None where the index does not move. Source: Ederington, Journal of Finance 34 (1979).
    """
    moments = np.cov(returns, index)
    return float(moments[0, 1] / moments[1, 1]) if moments[1, 1] > 0 else None


def short_for_volatility(returns: Floats, index: Floats, wanted: float) -> float | None:
    """Smallest short position h >= 0 in the index, as a fraction of the capital, with volatility(r - h i) <= wanted.

    None where no short position achieves it. Solves s_p^2 - 2 h s_pi + h^2 s_i^2 = wanted^2 for its smaller root.
    Source: Ederington, Journal of Finance 34 (1979).
    """
    moments = YEAR * np.cov(returns, index)
    own, shared, other = float(moments[0, 0]), float(moments[0, 1]), float(moments[1, 1])
    if at_most(own, wanted * wanted):
        return 0.0
    root = shared * shared - other * (own - wanted * wanted)
    if shared <= 0 or other <= 0 or root < 0:
        return None
    return (shared - math.sqrt(root)) / other


def short_for_cvar(returns: Floats, index: Floats, wanted: float, tail: float = TAIL) -> float | None:
    """Smallest short position h >= 0 with a one-day CVaR of r - h i of at most `wanted`; None without one.

    CVaR is convex in h: a ternary search finds its minimum, then a bisection the crossing before it.
    """
    if at_most(cvar(returns, tail), wanted):
        return 0.0
    low, high = 0.0, 3.0
    for _ in range(60):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if cvar(returns - left * index, tail) < cvar(returns - right * index, tail):
            high = right
        else:
            low = left
    if above(cvar(returns - high * index, tail), wanted):
        return None
    low, best = 0.0, high
    for _ in range(60):
        middle = (low + best) / 2
        if cvar(returns - middle * index, tail) <= wanted:
            best = middle
        else:
            low = middle
    return best
