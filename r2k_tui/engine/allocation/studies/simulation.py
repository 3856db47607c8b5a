"""Simulation task: future paths of portfolios by block bootstrap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.assumed_returns import ReturnShift, annual_return, shift_to
from r2k_tui.analytics.portfolio.future_paths import GlidePath, PathOutcomes, PathRules, future_paths
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.stats.block_bootstrap import MONTH, MONTHS, months_from
from r2k_tui.engine.allocation.protocol import Simulate
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.workspace import ReportProgress, Workspace
from r2k_tui.model.allocation.simulation import Simulation, Simulations, YearOutcome
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural


class _Drawn(NamedTuple):
    """Daily returns of every portfolio and of the benchmark, on the days that all of them have."""

    days: Days
    own: list[Floats]
    benchmark: Floats
    then: Floats | None
    moved: ReturnShift


def simulate(workspace: Workspace, task: Simulate, report: ReportProgress) -> Simulation:
    """Simulated paths of one portfolio. See `simulations`."""
    return simulations(workspace, task, report).each[0]


def simulations(workspace: Workspace, task: Simulate, report: ReportProgress) -> Simulations:
    """Simulated paths at constant weights, rebalanced daily, of every portfolio on the same draws.

    The mean and the volatility that are given are those of the first portfolio; the others and the benchmark move by
    the same map of daily returns, so that what sets them apart stays. A further portfolio without weights is left out
    and adds a problem. Raises CannotSolve (too few returns, impossible mean or volatility), Cancelled.
    """
    report(0, task.years, task.portfolio)
    problems: list[Problem] = []
    weights = {task.portfolio: workspace.weights(task.portfolio)}
    for name in task.beside:
        try:
            weights[name] = workspace.weights(name)
        except CannotSolve as error:
            problems.append(Problem("", "no_weights", f"{name} is left out: {error}"))
    drawn = _drawn(workspace, task, list(weights.values()))
    then = months_from(drawn.moved.of(drawn.then)) if drawn.then is not None else None
    over = task.glide_years * MONTHS
    funds = [GlidePath(months_from(drawn.moved.of(returns)), then, over) for returns in drawn.own]
    funds.append(GlidePath(months_from(drawn.moved.of(drawn.benchmark))))
    found = future_paths(funds, _rules(task), lambda year: report(year, task.years, "years"))
    each = tuple(
        _simulation(workspace, task, name, mix, drawn, place, found[place])
        for place, (name, mix) in enumerate(weights.items())
    )
    return Simulations(each, tuple(one.wins[: len(each)] for one in found[: len(each)]), tuple(problems))


def _drawn(workspace: Workspace, task: Simulate, mixes: list[dict[str, float]]) -> _Drawn:
    own = [workspace.mix(mix) for mix in mixes]
    then = workspace.mix(workspace.weights(task.glide_to)) if task.glide_to else None
    every = [*own, workspace.benchmark, *([then] if then is not None else [])]
    rows = np.isfinite(np.stack(every)).all(axis=0)
    if rows.sum() < MONTH:
        raise CannotSolve(f"{plural(int(rows.sum()), 'return')}: a month of {MONTH} is the least there is to draw")
    first = own[0][rows]
    try:
        moved = shift_to(first, task.mean, task.volatility)
        for returns in every:
            _check(moved, returns[rows])
    except ValueError as error:
        raise CannotSolve(f"{task.portfolio}: {error}") from None
    return _Drawn(
        workspace.panel.days[rows],
        [returns[rows] for returns in own],
        workspace.benchmark[rows],
        then[rows] if then is not None else None,
        moved,
    )


def _check(moved: ReturnShift, returns: Floats) -> None:
    if moved != ReturnShift() and float(moved.of(returns).min()) <= -1:
        raise ValueError("this mean and volatility would make a day lose everything")


def _rules(task: Simulate) -> PathRules:
    return PathRules(
        years=task.years,
        paths=task.paths,
        block=_block(task),
        seed=task.seed,
        start=task.start,
        contribution=task.contribution,
        withdrawal=task.withdrawal,
        share=task.withdrawal_percent / 100,
        linked=task.linked,
        inflation=task.inflation or 0.0,
    )


def _block(task: Simulate) -> int:
    return max(1, round(task.block_days / MONTH))


def _simulation(
    workspace: Workspace,
    task: Simulate,
    name: str,
    weights: dict[str, float],
    drawn: _Drawn,
    place: int,
    found: PathOutcomes,
) -> Simulation:
    own = drawn.own[place]
    sample, history, assumed = months_from(own), annual_return(own), annual_return(drawn.moved.of(own))
    return Simulation(
        portfolio=name,
        weights=weights,
        benchmark=workspace.problem.benchmark,
        first=str(drawn.days[0]),
        last=str(drawn.days[-1]),
        n_returns=len(drawn.days),
        years=task.years,
        paths=task.paths,
        block_days=_block(task) * MONTH,
        seed=task.seed,
        start=task.start,
        contribution=task.contribution,
        withdrawal=task.withdrawal,
        outcomes=_years(found),
        month_mean=found.growth_mean - 1,
        month_std=found.growth_std,
        sample_mean=float(sample.mean()) - 1,
        sample_std=float(sample.std()),
        money="nominal" if task.inflation is None else f"real, inflation {100 * task.inflation:g} %",
        withdrawal_percent=task.withdrawal_percent,
        linked=task.linked,
        inflation=task.inflation,
        mean=task.mean,
        volatility=task.volatility,
        sample_return=history.mean,
        sample_vol=history.vol,
        drawn_return=assumed.mean,
        drawn_vol=assumed.vol,
        glide_to=task.glide_to,
        glide_years=task.glide_years if task.glide_to else 0,
    )


def _years(found: PathOutcomes) -> tuple[YearOutcome, ...]:
    chances = (found.loss, found.ruin, found.beating, found.withdrawn)
    rows = zip(found.percentiles.tolist(), *(column.tolist() for column in chances), strict=True)
    return tuple(YearOutcome(year, *row, *after) for year, (row, *after) in enumerate(rows))
