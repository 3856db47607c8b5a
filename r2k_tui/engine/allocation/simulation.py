"""The work of a simulation: futures of a portfolio by block bootstrap."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.stats.block_bootstrap import MONTH, MONTHS, futures, months_from
from r2k_tui.engine.allocation.optimiser import CannotSolve
from r2k_tui.engine.allocation.protocol import Simulate
from r2k_tui.engine.allocation.workspace import OnProgress, Workspace
from r2k_tui.model.allocation import Simulation, YearOutcome


def simulate(bench: Workspace, work: Simulate, tell: OnProgress) -> Simulation:
    """Futures of constant weights, rebalanced daily. Raises CannotSolve, Cancelled."""
    tell(0, 2, work.portfolio)
    weights = bench.weights(work.portfolio)
    own, rival = bench.mix(weights), bench.benchmark
    rows = np.isfinite(own) & np.isfinite(rival)
    if rows.sum() < MONTH:
        raise CannotSolve(f"{int(rows.sum())} returns: a month of {MONTH} is the least there is to draw")
    own, rival, days = own[rows], rival[rows], bench.panel.days[rows]
    tell(1, 2, "futures")
    found = futures(
        own,
        rival,
        years=work.years,
        paths=work.paths,
        block=max(1, round(work.block_days / MONTH)),
        start=work.start,
        flow=(work.contribution - work.withdrawal) / MONTHS,
        seed=work.seed,
    )
    sample, chances = months_from(own), (found.loss, found.ruin, found.beating, found.withdrawn)
    outcomes = tuple(
        YearOutcome(year, *row, *after)
        for year, (row, *after) in enumerate(
            zip(found.percentiles.tolist(), *(column.tolist() for column in chances), strict=True)
        )
    )
    tell(2, 2, "done")
    return Simulation(
        portfolio=work.portfolio,
        weights=weights,
        benchmark=bench.question.benchmark,
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(days),
        years=work.years,
        paths=work.paths,
        block_days=max(1, round(work.block_days / MONTH)) * MONTH,
        seed=work.seed,
        start=work.start,
        contribution=work.contribution,
        withdrawal=work.withdrawal,
        outcomes=outcomes,
        month_mean=found.growth_mean - 1,
        month_std=found.growth_std,
        sample_mean=float(sample.mean()) - 1,
        sample_std=float(sample.std()),
    )
