"""Backtest: walk-forward or fixed weights, rebalanced, after trading costs."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio.measures import market_beta, path_measures
from r2k_tui.analytics.portfolio.rebalancing import Rebalanced, rebalanced, rolling_sharpe, turns, year_returns
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.risk.ratios import YEAR, compound_growth, sharpe
from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.engine.allocation.protocol import RunBacktest
from r2k_tui.engine.allocation.solver.optimiser import CannotSolve
from r2k_tui.engine.allocation.studies.measures import known
from r2k_tui.engine.allocation.studies.workspace import ReportProgress, Workspace
from r2k_tui.model.allocation.backtest import Backtest, BacktestFigures
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural

_BASIS_POINT = 1e-4


def backtest(workspace: Workspace, task: RunBacktest, report: ReportProgress) -> Backtest:
    """Rebalanced history of one portfolio and of the benchmark, both after costs.

    A data-driven portfolio is walk-forward: each month or quarter, its weights are estimated from the lookback window
    that ends at the previous close. If an estimate fails, the previous weights remain in force. Raises CannotSolve if
    the history is too short or the first estimate fails, and Cancelled.
    """
    problem, walk = workspace.problem, not workspace.is_fixed(task.portfolio)
    own = workspace.weights(task.portfolio) if not walk else None
    symbols = workspace.members if own is None else tuple(own)
    workspace = Workspace(problem, _complete(workspace, symbols))
    panel = workspace.panel
    lookback = workspace.settings.lookback_years * YEAR if walk else 0
    if len(panel.days) < lookback + 2:
        words = (
            f"{plural(len(panel.days), 'return')}, and the first weights need {lookback} before them (lookback_years)"
        )
        raise CannotSolve(f"the history is too short for a backtest: {words}")
    after = panel.rows(lookback, len(panel.days))
    trade = _trades(after, task.rebalance)
    problems: list[Problem] = []
    targets = (
        {0: np.array(list(own.values()))}
        if own is not None
        else _formed(workspace, task, after, lookback, report, problems)
    )
    band = workspace.settings.drift_band if task.rebalance == "drift" else None
    cost = task.cost_bp * _BASIS_POINT
    path = rebalanced(after.columns(symbols), targets, trade, cost, band)
    mix = problem.benchmark
    rival = rebalanced(after.columns(list(mix)), {0: np.array(list(mix.values()))}, trade, cost, band)
    times = np.concatenate([np.array([after.start], dtype="datetime64[D]"), after.days]).astype("datetime64[s]")
    rates = workspace.rates(after.days)
    rolling = np.concatenate([[np.nan], rolling_sharpe(path.returns, rates)])
    days = [after.start, *map(str, after.days)]
    return Backtest(
        portfolio=task.portfolio,
        rebalance=task.rebalance,
        cost_bp=task.cost_bp,
        walk_forward=walk,
        lookback_years=workspace.settings.lookback_years if walk else 0,
        first=days[1],
        last=days[-1],
        n_returns=len(after.days),
        risk_free=workspace.mean_rate(after.days),
        figures=_figures(path, after, rates, cost),
        benchmark=mix,
        benchmark_figures=_figures(rival, after, rates, cost),
        beta=known(market_beta(path.returns, rival.returns)),
        rebalances=int((path.traded > 0).sum()),
        time=times.astype(np.int64).tobytes(),
        growth=path.values.tobytes(),
        benchmark_growth=rival.values.tobytes(),
        rolling_sharpe=rolling.tobytes(),
        decisions=tuple(
            (days[row], dict(zip(symbols, weights.tolist(), strict=True))) for row, weights in targets.items()
        ),
        problems=tuple(problems),
    )


def _complete(workspace: Workspace, symbols: tuple[str, ...]) -> Panel:
    """Panel restricted to days on which every symbol of the portfolio and of the benchmark has a return."""
    panel = workspace.panel
    rows = np.isfinite(panel.columns([*symbols, *workspace.problem.benchmark])).all(axis=1)
    return panel if rows.all() else Panel(panel.symbols, panel.start, panel.days[rows], panel.returns[rows])


def _trades(panel: Panel, rebalance: str) -> Flags:
    """Rebalance flags, one per return: whether the portfolio trades to its target before that return."""
    if rebalance == "daily":
        return np.ones(len(panel.days), dtype=np.bool_)
    return turns(panel.days, panel.start, "Q" if rebalance == "quarterly" else "M")


def _formed(
    workspace: Workspace,
    task: RunBacktest,
    after: Panel,
    lookback: int,
    report: ReportProgress,
    problems: list[Problem],
) -> dict[int, Floats]:
    """Target weights by row of `after`, each estimated from the `lookback` returns before that row."""
    rows = np.flatnonzero(turns(after.days, after.start, "Q" if task.rebalance == "quarterly" else "M"))
    targets: dict[int, Floats] = {}
    failed, last = 0, ""
    for done, row in enumerate(rows.tolist()):
        report(done, len(rows), str(after.days[row])[:7])
        try:
            targets[row] = workspace.solve(task.portfolio, workspace.moments(slice(row, row + lookback)))
        except CannotSolve as error:
            failed += 1
            if row == 0:
                raise
            last = str(error)
    if failed:
        problems.append(Problem("", "no_weights", f"{failed} of {len(rows)} times no weights were found: {last}"))
    return targets


def _figures(path: Rebalanced, panel: Panel, risk_free: float | Floats, cost: float) -> BacktestFigures:
    returns = path.returns
    measures = path_measures(returns, panel.days, panel.start, risk_free)
    years = len(returns) / YEAR
    return BacktestFigures(
        cagr=known(compound_growth(path.values)),
        vol=known(float(returns.std(ddof=1)) * YEAR**0.5),
        sharpe=known(sharpe(returns, risk_free)),
        sortino=known(measures.sortino),
        cvar95=measures.cvar95,
        cdar95=measures.cdar95,
        maxdd=measures.maxdd,
        maxdd_peak=measures.maxdd_peak,
        maxdd_trough=measures.maxdd_trough,
        maxdd_recovered=measures.maxdd_recovered,
        # Annual one-way turnover: half of purchases plus sales, without the initial purchase.
        turnover=float(path.traded[1:].sum()) / 2 / years,
        cost=float(path.traded.sum()) * cost,
        years=year_returns(panel.days, panel.start, path.values),
    )
