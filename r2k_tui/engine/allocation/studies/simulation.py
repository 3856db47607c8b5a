"""Simulation task: future paths of a portfolio by block bootstrap."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.stats.block_bootstrap import MONTH, MONTHS, futures, months_from
from r2k_tui.engine.allocation.protocol import Simulate
from r2k_tui.engine.allocation.solver.optimiser import CannotSolve
from r2k_tui.engine.allocation.studies.workspace import ReportProgress, Workspace
from r2k_tui.model.allocation.simulation import Simulation, YearOutcome
from r2k_tui.model.text import plural


def simulate(workspace: Workspace, task: Simulate, report: ReportProgress) -> Simulation:
    """Simulated paths at constant weights, rebalanced daily. Raises CannotSolve (too few returns), Cancelled."""
    report(0, 2, task.portfolio)
    weights = workspace.weights(task.portfolio)
    own, rival = workspace.mix(weights), workspace.benchmark
    rows = np.isfinite(own) & np.isfinite(rival)
    if rows.sum() < MONTH:
        raise CannotSolve(f"{plural(int(rows.sum()), 'return')}: a month of {MONTH} is the least there is to draw")
    own, rival, days = own[rows], rival[rows], workspace.panel.days[rows]
    report(1, 2, "futures")
    found = futures(
        own,
        rival,
        years=task.years,
        paths=task.paths,
        block=max(1, round(task.block_days / MONTH)),
        start=task.start,
        flow=(task.contribution - task.withdrawal) / MONTHS,
        seed=task.seed,
    )
    sample, chances = months_from(own), (found.loss, found.ruin, found.beating, found.withdrawn)
    outcomes = tuple(
        YearOutcome(year, *row, *after)
        for year, (row, *after) in enumerate(
            zip(found.percentiles.tolist(), *(column.tolist() for column in chances), strict=True)
        )
    )
    report(2, 2, "done")
    return Simulation(
        portfolio=task.portfolio,
        weights=weights,
        benchmark=workspace.problem.benchmark,
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(days),
        years=task.years,
        paths=task.paths,
        block_days=max(1, round(task.block_days / MONTH)) * MONTH,
        seed=task.seed,
        start=task.start,
        contribution=task.contribution,
        withdrawal=task.withdrawal,
        outcomes=outcomes,
        month_mean=found.growth_mean - 1,
        month_std=found.growth_std,
        sample_mean=float(sample.mean()) - 1,
        sample_std=float(sample.std()),
    )
