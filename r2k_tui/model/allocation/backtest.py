"""Backtest of a rebalanced portfolio."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import Problem


class BacktestFigures(msgspec.Struct, frozen=True):
    """Figures of a path after costs; `cagr` by 252 days a year, `turnover` one-way per year, `cost` in total."""

    cagr: float | None
    vol: float | None
    sharpe: float | None
    sortino: float | None
    cvar95: float
    cdar95: float
    maxdd: float
    maxdd_peak: str | None
    maxdd_trough: str | None
    maxdd_recovered: str | None
    turnover: float
    cost: float
    years: dict[str, float]


class Backtest(msgspec.Struct, frozen=True, tag="backtest"):
    """Backtest of a rebalanced portfolio. `time` (int64, midnight UTC) and the float64 columns have one length.

    `growth` and `benchmark_growth` begin at 1; `rolling_sharpe` covers 252 days, NaN before. `decisions` holds the
    weights formed on each day, from data up to its close alone.
    """

    portfolio: str
    rebalance: str
    cost_bp: float
    walk_forward: bool
    lookback_years: int
    first: str
    last: str
    n_returns: int
    risk_free: float
    figures: BacktestFigures
    benchmark: dict[str, float]
    benchmark_figures: BacktestFigures
    beta: float | None
    rebalances: int
    time: bytes
    growth: bytes
    benchmark_growth: bytes
    rolling_sharpe: bytes
    decisions: tuple[tuple[str, dict[str, float]], ...] = ()
    problems: tuple[Problem, ...] = ()
    source: str = ""
    currency: str = "USD"


class BacktestDifference(msgspec.Struct, frozen=True):
    """Measure of `portfolio` minus that of `other` on the same days; above 0 the first is better.

    A lower CVaR is better, so for `cvar95` it is that of `other` minus that of `portfolio`.
    `low` and `high` bound its 90 % interval from a stationary bootstrap of joint daily returns. `measure`: `sharpe`,
    `maxdd`, `cvar95`.
    """

    portfolio: str
    other: str
    measure: str
    difference: float | None
    low: float | None
    high: float | None


class Backtests(msgspec.Struct, frozen=True, tag="backtests"):
    """Backtests of several portfolios on the days that all of them have."""

    each: tuple[Backtest, ...]
    differences: tuple[BacktestDifference, ...] = ()
    problems: tuple[Problem, ...] = ()
