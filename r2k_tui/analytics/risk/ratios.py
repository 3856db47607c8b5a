"""Ratios of return to risk, compound growth, beta: simple total returns, 252 sessions a year."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.risk.drawdown import deepest
from r2k_tui.analytics.series import sums
from r2k_tui.analytics.series.arrays import Floats

YEAR = 252
LEAST_DEVIATION = 1e-7


def deviation(returns: Floats) -> float:
    """Standard deviation (ddof=1) of daily returns; 0 below two of them."""
    return sums.deviation(returns) if len(returns) > 1 else 0.0


def risky(returns: Floats, spread: float | None = None) -> bool:
    """Whether daily returns vary beyond the rounding of an accrual: a standard deviation of at least 1e-7.

    `spread`: their deviation, where it is known.
    """
    return (deviation(returns) if spread is None else spread) >= LEAST_DEVIATION


def sharpe(returns: Floats, risk_free: float | Floats = 0.0, spread: float | None = None) -> float:
    """mean / std (ddof=1) of r - risk_free / 252, x sqrt(252); `risk_free` is an annual rate, daily series or constant.

    NaN where returns or excess returns have a daily standard deviation below 1e-7. `spread`: the deviation of the
    returns, where it is known. Source: Sharpe, Journal of Portfolio Management 21 (1994).
    """
    spread = deviation(returns) if spread is None else spread
    if not risky(returns, spread):
        return math.nan
    excess = returns - risk_free / YEAR
    own = spread if isinstance(risk_free, float) and risk_free == 0 else deviation(excess)
    return sums.mean(excess) / own * math.sqrt(YEAR) if risky(excess, own) else math.nan


def sortino(returns: Floats, risk_free: float | Floats = 0.0, spread: float | None = None) -> float:
    """mean excess / root mean square over all n of the excess below 0, x sqrt(252).

    NaN where returns have a daily standard deviation below 1e-7, or the excess a downside deviation below that.
    `spread`: the deviation of the returns, where it is known. Source: Sortino and Price, Journal of Investing 3 (1994).
    """
    if not risky(returns, spread):
        return math.nan
    excess = returns - risk_free / YEAR
    below = np.minimum(excess, 0.0)
    downside = math.sqrt(sums.mean(below * below))
    return sums.mean(excess) / downside * math.sqrt(YEAR) if downside >= LEAST_DEVIATION else math.nan


def compound_growth(prices: Floats) -> float:
    """(last / first)^(252 / n) - 1 over the n returns of n + 1 prices; NaN when a price is not above zero."""
    if len(prices) < 2 or not (prices[0] > 0 and prices[-1] > 0):
        return math.nan
    return math.expm1(math.log(float(prices[-1]) / float(prices[0])) * YEAR / (len(prices) - 1))


def calmar(prices: Floats, fall: float | None = None) -> float:
    """Compound growth / |maximum drawdown| of the same prices; NaN without a drawdown.

    `fall`: that drawdown, where it is known.
    """
    fall = deepest(prices) if fall is None else fall
    return compound_growth(prices) / -fall if fall < 0 else math.nan


class Beta(msgspec.Struct, frozen=True):
    """Slope of the regression on the market's returns, and their correlation."""

    beta: float
    correlation: float


def beta(returns: Floats, market: Floats) -> Beta:
    """Ordinary least squares of returns on the market's, pairwise; NaN where either does not vary."""
    own, other = returns - sums.mean(returns), market - sums.mean(market)
    shared, own_square, other_square = float(own @ other), float(own @ own), float(other @ other)
    slope = shared / other_square if other_square > 0 else math.nan
    both = math.sqrt(own_square) * math.sqrt(other_square)
    return Beta(slope, shared / both if both > 0 else math.nan)
