"""Ratios of return to risk, compound growth, beta: simple total returns, 252 sessions a year."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.risk.drawdown import deepest
from r2k_tui.analytics.series.arrays import Floats

YEAR = 252
LEAST_DEVIATION = 1e-7


def risky(returns: Floats) -> bool:
    """Whether daily returns vary beyond the rounding of an accrual: a standard deviation of at least 1e-7."""
    return len(returns) > 1 and float(returns.std(ddof=1)) >= LEAST_DEVIATION


def sharpe(returns: Floats, risk_free: float | Floats = 0.0) -> float:
    """mean / std (ddof=1) of r - risk_free / 252, x sqrt(252); `risk_free` is an annual rate, daily series or constant.

    NaN where returns or excess returns have a daily standard deviation below 1e-7.
    Source: Sharpe, Journal of Portfolio Management 21 (1994).
    """
    excess = returns - risk_free / YEAR
    if not risky(returns) or not risky(excess):
        return math.nan
    return float(excess.mean()) / float(excess.std(ddof=1)) * math.sqrt(YEAR)


def sortino(returns: Floats, risk_free: float | Floats = 0.0) -> float:
    """mean excess / root mean square over all n of the excess below 0, x sqrt(252).

    NaN where returns have a daily standard deviation below 1e-7, or the excess a downside deviation below that.
    Source: Sortino and Price, Journal of Investing 3 (1994).
    """
    if not risky(returns):
        return math.nan
    excess = returns - risk_free / YEAR
    below = np.minimum(excess, 0.0)
    deviation = math.sqrt(float((below * below).mean()))
    return float(excess.mean()) / deviation * math.sqrt(YEAR) if deviation >= LEAST_DEVIATION else math.nan


def compound_growth(prices: Floats) -> float:
    """(last / first)^(252 / n) - 1 over the n returns of n + 1 prices; NaN when a price is not above zero."""
    if len(prices) < 2 or not (prices[0] > 0 and prices[-1] > 0):
        return math.nan
    return math.expm1(math.log(float(prices[-1]) / float(prices[0])) * YEAR / (len(prices) - 1))


def calmar(prices: Floats) -> float:
    """Compound growth / |maximum drawdown| of the same prices; NaN without a drawdown."""
    fall = deepest(prices)
    return compound_growth(prices) / -fall if fall < 0 else math.nan


class Beta(msgspec.Struct, frozen=True):
    """Slope of the regression on the market's returns, and their correlation."""

    beta: float
    correlation: float


def beta(returns: Floats, market: Floats) -> Beta:
    """Ordinary least squares of returns on the market's, pairwise; NaN where either does not vary."""
    own, other = returns - returns.mean(), market - market.mean()
    shared, own_square, other_square = float(own @ other), float(own @ own), float(other @ other)
    slope = shared / other_square if other_square > 0 else math.nan
    both = math.sqrt(own_square) * math.sqrt(other_square)
    return Beta(slope, shared / both if both > 0 else math.nan)
