"""Measures of a portfolio of constant weights, rebalanced daily, on a panel of returns."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.risk.drawdown import drawdown, drawdowns
from r2k_tui.analytics.risk.ratios import beta, sortino
from r2k_tui.analytics.risk.tail_risk import rockafellar_uryasev
from r2k_tui.analytics.series.arrays import Days, Floats

TAIL = 0.05


class PathMeasures(msgspec.Struct, frozen=True):
    """Measures of a path of daily returns: fractions, CVaR and CDaR as positive losses, days as YYYY-MM-DD."""

    sortino: float
    cvar95: float
    cdar95: float
    maxdd: float
    maxdd_peak: str | None
    maxdd_trough: str | None
    maxdd_recovered: str | None


def growth(returns: Floats) -> Floats:
    """Growth of 1 after each return, starting with the 1 itself: one longer than `returns`."""
    return np.concatenate([[1.0], np.cumprod(1 + returns)])


def cvar(returns: Floats, tail: float = TAIL) -> float:
    """Mean loss of the worst `tail` of the days; see rockafellar_uryasev."""
    return rockafellar_uryasev(np.sort(returns), tail)


def cdar(returns: Floats, tail: float = TAIL) -> float:
    """Mean of the deepest `tail` of the daily drawdowns, positive.

    Source: Chekhlov, Uryasev and Zabarankin, International Journal of Theoretical and Applied Finance 8 (2005).
    """
    return rockafellar_uryasev(np.sort(drawdowns(growth(returns))[1:]), tail)


def path_measures(returns: Floats, days: Days, start: str, risk_free: float | Floats) -> PathMeasures:
    """Measures of at least one return; `start` is the day before the first.

    `risk_free` is an annual rate, as a daily series or a constant.
    """
    values = growth(returns)
    fall = drawdown(values)

    def day(index: int | None) -> str | None:
        return None if index is None else start if index == 0 else str(days[index - 1])

    return PathMeasures(
        sortino=sortino(returns, risk_free),
        cvar95=cvar(returns),
        cdar95=cdar(returns),
        maxdd=math.nan if fall is None else fall.deepest,
        maxdd_peak=day(fall.peak if fall else None),
        maxdd_trough=day(fall.trough if fall else None),
        maxdd_recovered=day(fall.recovered if fall else None),
    )


def volatility(weights: Floats, covariance: Floats) -> float:
    """sqrt(w' S w)."""
    return math.sqrt(max(float(weights @ covariance @ weights), 0.0))


def risk_contributions(weights: Floats, covariance: Floats) -> Floats:
    """w_i (S w)_i / w' S w: shares of the variance, which sum to 1; NaN without variance.

    Source: Maillard, Roncalli and Teiletche, Journal of Portfolio Management 36 (2010).
    """
    pull = covariance @ weights
    variance = float(weights @ pull)
    result: Floats = weights * pull / variance if variance > 0 else np.full(len(weights), np.nan)
    return result


def diversification_ratio(weights: Floats, covariance: Floats) -> float:
    """Weighted mean of the volatilities / volatility of the portfolio; 1 for one member.

    Source: Choueifaty and Coignard, Journal of Portfolio Management 35 (2008).
    """
    whole = volatility(weights, covariance)
    return float(weights @ np.sqrt(np.diag(covariance))) / whole if whole > 0 else math.nan


def turnover(weights: Floats, before: Floats) -> float:
    """One-way turnover: half the sum of the absolute weight changes."""
    return float(np.abs(weights - before).sum()) / 2


def market_beta(returns: Floats, market: Floats) -> float:
    """Slope on the returns of the benchmark, over common days."""
    both = np.isfinite(returns) & np.isfinite(market)
    return beta(returns[both], market[both]).beta if both.sum() > 1 else math.nan
