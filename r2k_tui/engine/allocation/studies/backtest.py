"""Backtest: walk-forward or fixed weights, rebalanced, after trading costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.measures import market_beta, path_measures
from r2k_tui.analytics.portfolio.paired_paths import compared
from r2k_tui.analytics.portfolio.rebalancing import Rebalanced, rebalanced, rolling_sharpe, turns, year_returns
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.risk.ratios import YEAR, compound_growth, sharpe
from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.analytics.stats.bootstrap import SEED
from r2k_tui.engine.allocation.protocol import RunBacktest
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.measures import known
from r2k_tui.engine.allocation.studies.workspace import ReportProgress, Workspace
from r2k_tui.model.allocation.backtest import Backtest, BacktestDifference, BacktestFigures, Backtests
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural

_DAY_S = 86400
_LEAST_COMPARED = 252


def backtest(workspace: Workspace, task: RunBacktest, report: ReportProgress) -> Backtest:
    """Rebalanced history of one portfolio and of the benchmark, both after costs.

    A data-driven portfolio is walk-forward: each month or quarter, its weights are estimated from the lookback window
    that ends at the previous close. If an estimate fails, the previous weights remain in force. Raises CannotSolve if
    the history is too short or the first estimate fails, and Cancelled.
    """
    one = _portfolio(workspace, task.portfolio)
    workspace = Workspace(workspace.problem, _complete(workspace, one.symbols))
    lookback = workspace.settings.lookback_years * YEAR if one.walk else 0
    return _backtest(workspace, task, one, lookback, report)


def backtests(workspace: Workspace, task: RunBacktest, report: ReportProgress) -> Backtests:
    """Backtests of several portfolios on the days common to all, each beside the first one.

    All begin after the lookback window of a walk-forward one. One that cannot be computed is left out and adds a
    problem, unless it is the first. Raises as `backtest`.
    """
    problems: list[Problem] = []
    asked = [_portfolio(workspace, task.portfolio)]
    for name in task.beside:
        try:
            asked.append(_portfolio(workspace, name))
        except CannotSolve as error:
            problems.append(Problem("", "no_weights", f"{name} is left out: {error}"))
    symbols = tuple(dict.fromkeys(symbol for one in asked for symbol in one.symbols))
    workspace = Workspace(workspace.problem, _complete(workspace, symbols))
    lookback = workspace.settings.lookback_years * YEAR if any(one.walk for one in asked) else 0
    found: list[Backtest] = []
    for place, one in enumerate(asked):
        try:
            found.append(_backtest(workspace, task, one, lookback, report))
        except CannotSolve as error:
            if place == 0:
                raise
            problems.append(Problem("", "no_weights", f"{one.name} is left out: {error}"))
    report(1, 1, "differences")
    return Backtests(tuple(found), differences(workspace, found) if task.intervals else (), tuple(problems))


def differences(workspace: Workspace, found: Sequence[Backtest]) -> tuple[BacktestDifference, ...]:
    """Measures of the first minus those of each other, with intervals, drawn jointly."""
    if not found or found[0].n_returns < _LEAST_COMPARED:
        return ()
    days = (np.frombuffer(found[0].time, dtype=np.int64)[1:] // _DAY_S).astype("datetime64[D]")
    rates = workspace.rates(days)
    paths = [np.frombuffer(one.growth) for one in found]
    own, *others = [path[1:] / path[:-1] - 1 for path in paths]
    return tuple(
        BacktestDifference(
            found[0].portfolio, other.portfolio, measure, *(known(v) for v in (row.difference, row.low, row.high))
        )
        for other, returns in zip(found[1:], others, strict=True)
        for measure, row in compared(own, returns, rates, SEED).items()
    )


class _Portfolio(NamedTuple):
    """Portfolio of a backtest; `weights` are None for one whose weights are estimated."""

    name: str
    symbols: tuple[str, ...]
    weights: Floats | None

    @property
    def walk(self) -> bool:
        return self.weights is None


def _portfolio(workspace: Workspace, name: str) -> _Portfolio:
    if not workspace.is_fixed(name):
        return _Portfolio(name, workspace.members, None)
    weights = workspace.weights(name)
    return _Portfolio(name, tuple(weights), np.array(list(weights.values())))


def _backtest(
    workspace: Workspace, task: RunBacktest, one: _Portfolio, lookback: int, report: ReportProgress
) -> Backtest:
    """Backtest on the complete panel of the workspace, whose first `lookback` returns precede the path."""
    problem, panel, symbols, walk = workspace.problem, workspace.panel, one.symbols, one.walk
    if len(panel.days) < lookback + 2:
        words = (
            f"{plural(len(panel.days), 'return')}, and the first weights need {lookback} before them (lookback_years)"
        )
        raise CannotSolve(f"the history is too short for a backtest: {words}")
    after = panel.rows(lookback, len(panel.days))
    trade = _trades(after, task.rebalance)
    problems: list[Problem] = []
    targets = (
        {0: one.weights}
        if one.weights is not None
        else _formed(workspace, one.name, task.rebalance, after, lookback, report, problems)
    )
    band = workspace.settings.drift_band if task.rebalance == "drift" else None
    path = rebalanced(after.columns(symbols), targets, trade, workspace.costs(symbols, task.cost_bp), band)
    mix = problem.benchmark
    funds, shares = list(mix), np.array(list(mix.values()))
    rival = rebalanced(after.columns(funds), {0: shares}, trade, workspace.costs(funds, task.cost_bp), band)
    times = np.concatenate([np.array([after.start], dtype="datetime64[D]"), after.days]).astype("datetime64[s]")
    rates = workspace.rates(after.days)
    rolling = np.concatenate([[np.nan], rolling_sharpe(path.returns, rates)])
    days = [after.start, *map(str, after.days)]
    return Backtest(
        portfolio=one.name,
        rebalance=task.rebalance,
        cost_bp=task.cost_bp,
        walk_forward=walk,
        lookback_years=workspace.settings.lookback_years if walk else 0,
        first=days[1],
        last=days[-1],
        n_returns=len(after.days),
        risk_free=workspace.mean_rate(after.days),
        figures=_figures(path, after, rates),
        benchmark=mix,
        benchmark_figures=_figures(rival, after, rates),
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
    if rows.all() or not rows.any():
        return panel.rows(0, len(panel.days) if rows.all() else 0)
    first = int(rows.argmax())
    return Panel(panel.symbols, panel.rows(first, first + 1).start, panel.days[rows], panel.returns[rows])


def _trades(panel: Panel, rebalance: str) -> Flags:
    """Rebalance flags, one per return: whether the portfolio trades to its target before that return."""
    if rebalance == "daily":
        return np.ones(len(panel.days), dtype=np.bool_)
    return turns(panel.days, panel.start, "Q" if rebalance == "quarterly" else "M")


def _formed(
    workspace: Workspace,
    name: str,
    rebalance: str,
    after: Panel,
    lookback: int,
    report: ReportProgress,
    problems: list[Problem],
) -> dict[int, Floats]:
    """Target weights by row of `after`, each estimated from the `lookback` returns before that row."""
    rows = np.flatnonzero(turns(after.days, after.start, "Q" if rebalance == "quarterly" else "M"))
    targets: dict[int, Floats] = {}
    failed, last = 0, ""
    for done, row in enumerate(rows.tolist()):
        report(done, len(rows), str(after.days[row])[:7])
        try:
            targets[row] = workspace.solve(name, workspace.moments(slice(row, row + lookback)))
        except CannotSolve as error:
            failed += 1
            if row == 0:
                raise
            last = str(error)
    if failed:
        problems.append(
            Problem("", "no_weights", f"{name}: {failed} of {len(rows)} times no weights were found: {last}")
        )
    return targets


def _figures(path: Rebalanced, panel: Panel, risk_free: float | Floats) -> BacktestFigures:
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
        cost=float(path.paid.sum()),
        years=year_returns(panel.days, panel.start, path.values),
    )
