"""Resampled frontier: frontiers of bootstrap samples, averaged by rank. Source: Michaud (1998)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from r2k_tui.analytics.portfolio.equivalence import equivalent_columns
from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.portfolio.measures import volatility
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.engine.allocation.protocol import ResampleFrontier
from r2k_tui.engine.allocation.solver import mean_risk
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.studies.workspace import ReportProgress, Workspace
from r2k_tui.model.allocation.frontier import RankedPortfolio, ResampledFrontier, VolatilityColumn

_BAND = (0.05, 0.95)
_LABEL = "resampled frontiers"


def resampled_frontier(workspace: Workspace, task: ResampleFrontier, report: ReportProgress) -> ResampledFrontier:
    """Frontier of the mean weights of each rank, with their bands, and the statistically equivalent region.

    Raises CannotSolve, Cancelled.
    """
    moments, limits, days = workspace.moments(), workspace.limits, workspace.panel.days
    weights = _frontiers(workspace, moments, task, report)
    efficient = _ranked(mean_risk.frontier(moments, limits, task.points), task.points)
    points, region = _points(workspace, moments, weights), _region(moments, weights, efficient)
    report(task.draws, task.draws, "done")
    return ResampledFrontier(
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(days),
        draws=task.draws,
        seed=task.seed,
        how=_how(workspace),
        points=points,
        region=region,
    )


def bootstrap_rows(count: int, draws: int, seed: int) -> Iterator[Counts]:
    """`draws` samples of `count` rows with replacement, ascending: an estimator that weights by age still can."""
    rng = np.random.default_rng(seed)
    for _ in range(draws):
        yield np.sort(rng.integers(0, count, count))


def frontiers_of(samples: Iterable[AnnualMoments], limits: WeightLimits, points: int) -> Iterator[Floats]:
    """Frontier of each sample, shape (points, members) by rank, from the least variance to the greatest return.

    Raises CannotSolve.
    """
    from r2k_tui.engine.allocation.solver.quadratic import QuadraticProgram

    program: QuadraticProgram | None = None
    for moments in samples:
        if program is None:
            program = QuadraticProgram(limits, moments.mu, moments.covariance)
        program.estimate(moments.mu, moments.covariance)
        yield _ranked(mean_risk.frontier(moments, limits, points, program), points)


def _frontiers(workspace: Workspace, moments: AnnualMoments, task: ResampleFrontier, report: ReportProgress) -> Floats:
    """Weights, shape (draws, points, members)."""
    rows = bootstrap_rows(len(moments.returns), task.draws, task.seed)
    samples = (workspace.moments(sample) for sample in rows)
    found = []
    for done, frontier in enumerate(frontiers_of(samples, workspace.limits, task.points)):
        report(done, task.draws, _LABEL)
        found.append(frontier)
    return np.array(found)


def _ranked(frontier: Floats, points: int) -> Floats:
    """Frontier of `points` ranks: one of a single portfolio has it at every rank."""
    return frontier if len(frontier) == points else np.repeat(frontier, points, axis=0)


def _points(workspace: Workspace, moments: AnnualMoments, weights: Floats) -> tuple[RankedPortfolio, ...]:
    low, high = np.quantile(weights, _BAND, axis=0)
    return tuple(
        RankedPortfolio(
            rank=rank + 1,
            ret=float(moments.mu @ mean),
            vol=volatility(mean, moments.covariance),
            weights=workspace.named(mean),
            low=workspace.named(low[rank]),
            high=workspace.named(high[rank]),
        )
        for rank, mean in enumerate(weights.mean(axis=0))
    )


def _region(moments: AnnualMoments, weights: Floats, efficient: Floats) -> tuple[VolatilityColumn, ...]:
    edges, least = equivalent_columns(
        *_figures(moments, weights.reshape(-1, weights.shape[2])), *_figures(moments, efficient)
    )
    return tuple(
        VolatilityColumn(first, last, base)
        for first, last, base in zip(edges[:-1].tolist(), edges[1:].tolist(), least.tolist(), strict=True)
    )


def _figures(moments: AnnualMoments, rows: Floats) -> tuple[Floats, Floats]:
    """Volatility and return of each row of weights."""
    return np.sqrt(np.maximum(((rows @ moments.covariance) * rows).sum(axis=1), 0.0)), rows @ moments.mu


def _how(workspace: Workspace) -> str:
    settings = workspace.settings
    days = "days drawn jointly for all members, with replacement"
    return f"{days}; each sample re-estimates {settings.expected_return} returns and {settings.covariance} covariance"
