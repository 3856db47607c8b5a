"""Risk and return measures of a portfolio."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.portfolio.estimators.expected_returns import mean_return, sample_covariance
from r2k_tui.analytics.portfolio.measures import (
    diversification_ratio,
    market_beta,
    path_measures,
    risk_contributions,
    turnover,
    volatility,
)
from r2k_tui.analytics.risk.ratios import LEAST_DEVIATION, YEAR
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.portfolio import OptimalPortfolio


def measured(
    workspace: Workspace, weights: dict[str, float], moments: AnnualMoments | None, how: str
) -> OptimalPortfolio:
    """Portfolio with its risk and return measures.

    Uses sample mean and covariance without `moments`, or if the portfolio holds symbols other than the members. Raises
    CannotSolve with fewer than two common returns.
    """
    problem, panel = workspace.problem, workspace.panel
    symbols = tuple(weights)
    shares = np.array(list(weights.values()))
    if moments is None or set(symbols) - set(workspace.members):
        returns = panel.columns(symbols)
        rows = np.isfinite(returns).all(axis=1)
        if rows.sum() < 2:
            raise CannotSolve(f"{', '.join(symbols)}: fewer than two returns on the days of the members")
        days, start, market = panel.days[rows], panel.start, workspace.benchmark[rows]
        returns = returns[rows]
        mu, covariance = mean_return(returns), sample_covariance(returns)
    else:
        symbols = workspace.members
        shares = np.array([weights.get(symbol, 0.0) for symbol in symbols])
        mu, covariance, returns = moments.mu, moments.covariance, moments.returns
        days, start, market = panel.days, panel.start, workspace.benchmark
    daily = returns @ shares
    rates = workspace.rates(days)
    path = path_measures(daily, days, start, rates)
    ret, vol = float(mu @ shares), volatility(shares, covariance)
    contributions = risk_contributions(shares, covariance).tolist()
    return OptimalPortfolio(
        weights=dict(zip(symbols, shares.tolist(), strict=True)),
        ret=ret,
        vol=vol,
        sharpe=excess_ratio(ret, vol, daily, rates),
        sortino=known(path.sortino),
        cvar95=path.cvar95,
        cdar95=path.cdar95,
        maxdd=path.maxdd,
        maxdd_peak=path.maxdd_peak,
        maxdd_trough=path.maxdd_trough,
        maxdd_recovered=path.maxdd_recovered,
        beta=known(market_beta(daily, market)),
        risk_contributions={s: known(c) for s, c in zip(symbols, contributions, strict=True)},
        diversification_ratio=known(diversification_ratio(shares, covariance)),
        turnover=_turnover(problem.current, _touched(workspace, weights)),
        how=how,
    )


def _touched(workspace: Workspace, weights: dict[str, float]) -> dict[str, float]:
    """Weights of what trades touch, scaled to 1: the holdings that they leave alone are in no turnover."""
    inside = {symbol: share for symbol, share in weights.items() if symbol in workspace.settings.traded}
    total = sum(inside.values())
    return {symbol: share / total for symbol, share in inside.items()} if total > 0 else {}


def _turnover(current: dict[str, float], weights: dict[str, float]) -> float | None:
    """One-way turnover from current holdings and cash to `weights`, including cash invested; None without either."""
    if not current or not weights:
        return None
    symbols = sorted({*current, *weights})
    return turnover(*(np.array([shares.get(s, 0.0) for s in symbols]) for shares in (weights, current)))


def ratio(excess: float, vol: float) -> float | None:
    """Annual ratio excess / vol; None if the volatility does not exceed the rounding of an accrual."""
    return excess / vol if vol >= LEAST_DEVIATION * math.sqrt(YEAR) else None


def excess_ratio(ret: float, vol: float, daily: Floats, rates: float | Floats) -> float | None:
    """Sharpe ratio: `ret` minus the mean risk-free rate, over the annual volatility of daily excess returns.

    Excess variance = vol^2 + variance of the rates - 2 x covariance of returns and rates. A constant rate leaves
    `vol` unchanged. None under the same condition as `ratio`.
    """
    excess = ret - float(np.mean(rates))
    if isinstance(rates, float) or ratio(excess, vol) is None:
        return ratio(excess, vol)
    shared = np.cov(daily, rates / YEAR)
    return ratio(excess, math.sqrt(max(vol * vol + YEAR * float(shared[1, 1] - 2 * shared[0, 1]), 0.0)))


def known(value: float) -> float | None:
    """The value itself; None for NaN and infinity."""
    return value if math.isfinite(value) else None
