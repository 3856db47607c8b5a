"""How long portfolios, frontier and futures take, beside PyPortfolioOpt, and what the loop feels of it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from statistics import median

import numpy as np

from r2k_tui.analytics.portfolio.future_paths import GlidePath, PathRules, future_paths
from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.portfolio.paired_paths import sharpes
from r2k_tui.analytics.portfolio.sharpe_intervals import drawn_sharpes
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats.block_bootstrap import months_from
from r2k_tui.analytics.stats.bootstrap import stationary_indices
from r2k_tui.analytics.stats.stationary_blocks import stationary_blocks
from r2k_tui.engine.allocation.protocol import Allocate, ResampleFrontier
from r2k_tui.engine.allocation.solver import by_rule, mean_risk
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.studies.resampling import bootstrap_rows, resampled_frontier
from r2k_tui.engine.allocation.studies.study import study
from r2k_tui.engine.allocation.studies.tilt_frontier import tilt_frontier
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.engine.allocation.worker.client import AllocationWorkerClient
from tests.bench import portfolios, programs
from tests.bench.portfolios import DAYS, EQUITY, WIDTH, problem
from tests.bench.row import Row, no_slower, paired, row

TICK_S = 0.005


def best(function: Callable[[], object], rounds: int) -> float:
    """Seconds of the fastest round, the first one not counted."""
    function()
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def run(quick: bool) -> list[Row]:
    """Measure everything. Portfolios may take as long as those of PyPortfolioOpt, in the same run."""
    warnings.simplefilter("ignore")
    rounds = 3 if quick else 7
    workspace = Workspace(problem())
    moments, limits = workspace.moments(), workspace.limits
    daily = moments.returns @ by_rule.equal(limits)
    point = "PyPortfolioOpt, no frontier of its own: one point"
    vol = ("PyPortfolioOpt, one point of least variance", portfolios.of_pypfopt(moments, workspace.limits)["min-vol"])
    model = ("skfolio", _frontier_of_skfolio(moments))
    each = ("skfolio, one model for each sample", _resampled_of_skfolio(workspace, 10))
    return [
        *_portfolios(moments, limits, rounds),
        _beside("frontier of 40 points", lambda: mean_risk.frontier(moments, limits), (point, vol[1]), rounds, 300.0),
        _beside("frontier of 40 points, the same one", lambda: mean_risk.frontier(moments, limits), model, rounds),
        _alone("resampled frontier, 200 samples x 20 points", lambda: resampled(workspace, 200), rounds, 6000.0),
        _beside("the same of 10 samples", lambda: resampled(workspace, 10), each, rounds),
        _beside("tilt frontier of 11 steps", lambda: tilt_frontier(workspace, moments), vol, rounds, 100.0),
        _alone("10,000 futures of 30 years", lambda: _futures(daily), rounds, 1000.0),
        _sharpes(moments.returns[:, :6], rounds),
        row("processor time of a whole study", 1e3 * _study(workspace), "ms", "", None, 8000.0, never=40_000.0),
        row(
            *("processor time that a study takes from the loop at once", median(asyncio.run(_lag()) for _ in range(3))),
            *("ms", "", None, 20.0),
            never=100.0,
        ),
    ]


def _portfolios(moments: AnnualMoments, limits: WeightLimits, rounds: int) -> list[Row]:
    theirs = portfolios.of_pypfopt(moments, limits)
    found = [
        no_slower(title, "ms", "PyPortfolioOpt", paired(_timed(solve), _timed(theirs[title]), rounds), never=3.0)
        for title, solve in portfolios.of_r2k(moments, limits).items()
    ]
    first = paired(lambda: _first("r2k"), lambda: _first("pypfopt"), max(2, rounds // 2))
    return [*found, no_slower("the first of all three in a new process", "ms", "PyPortfolioOpt", first, never=3.0)]


def _timed(function: Callable[[], object]) -> Callable[[], float]:
    def once() -> float:
        begun = time.process_time()
        function()
        return 1e3 * (time.process_time() - begun)

    return once


def _first(side: str) -> float:
    """Processor time of a new process that solves each of the three once."""
    command = [sys.executable, "-m", "tests.bench.portfolios", side]
    return float(subprocess.run(command, cwd=programs.ROOT, capture_output=True, check=True).stdout)


def _beside(
    title: str,
    function: Callable[[], object],
    reference: tuple[str, Callable[[], object]],
    rounds: int,
    budget: float | None = None,
) -> Row:
    """A row beside its reference, whose time is the budget unless there is one; three times the budget is no noise."""
    name, other = reference
    figure, known = 1e3 * best(function, rounds), 1e3 * best(other, rounds)
    allowed = budget or known
    return row(title, figure, "ms", name, known, allowed, never=max(3.0, 3 * allowed / known))


def _alone(title: str, function: Callable[[], object], rounds: int, budget: float) -> Row:
    """A row that nothing can be held beside."""
    return row(title, 1e3 * best(function, rounds), "ms", "", None, budget, never=10 * budget)


def _study(workspace: Workspace) -> float:
    """Processor seconds of the task as the worker runs it, once its libraries are loaded."""
    begun = time.process_time()
    study(Workspace(workspace.problem), Allocate("equal"), lambda *_: None)
    return time.process_time() - begun


_DRAWS, _BLOCK = 1000, 63


def _sharpes(returns: Floats, rounds: int) -> Row:
    """1,000 bootstrap Sharpe ratios of six portfolios beside the same draws, each day of each gathered."""

    def by_days() -> object:
        indices = stationary_indices(len(returns), _BLOCK, _DRAWS)
        return [sharpes(path[indices]) for path in returns.T]

    own = best(lambda: drawn_sharpes(returns, stationary_blocks(len(returns), _BLOCK, _DRAWS)), rounds)
    title = "1,000 bootstrap Sharpe ratios of six portfolios"
    return row(title, 1e3 * own, "ms", "NumPy, every day gathered", 1e3 * best(by_days, 1), 1000.0, never=1.0)


def resampled(workspace: Workspace, draws: int) -> object:
    """The task as the worker runs it."""
    return resampled_frontier(workspace, ResampleFrontier(draws), lambda *_: None)


def _futures(daily: Floats) -> object:
    fund = GlidePath(months_from(daily))
    return future_paths([fund, fund], PathRules(years=30, paths=10_000, block=3, seed=1, start=1e5, withdrawal=1200.0))


def _frontier_of_skfolio(moments: AnnualMoments, points: int = 40) -> Callable[[], object]:
    """The frontier between the same returns, by one model that is solved for each of them."""
    from skfolio import RiskMeasure
    from skfolio.optimization import MeanRisk

    from tests.engine.allocation.solver.fixed_moments import FixedMomentsPrior

    limits = Workspace(problem()).limits
    rows = mean_risk.frontier(moments, limits, points)
    left = np.array([[1.0] * 2 + [0.0] * (WIDTH - 2), [-1.0] * 2 + [0.0] * (WIDTH - 2)])
    model = MeanRisk(
        risk_measure=RiskMeasure.VARIANCE,
        prior_estimator=FixedMomentsPrior(moments.mu, moments.covariance),
        min_weights=limits.lower,
        left_inequality=left,
        right_inequality=np.array([EQUITY, -EQUITY]),
        min_return=(rows @ moments.mu)[1:-1],
    )
    return lambda: model.fit(moments.returns)


def _resampled_of_skfolio(workspace: Workspace, draws: int) -> Callable[[], object]:
    models = [_frontier_of_skfolio(workspace.moments(rows), 20) for rows in bootstrap_rows(DAYS, draws, 1)]
    return lambda: [model() for model in models]


async def _lag() -> float:
    """The longest that a tick of 5 ms came late while the process made a study, in ms of this process: where it waits
    for a processor that others have, it is not at fault, and no processor time passes."""
    client = AllocationWorkerClient(60.0, lambda _: None)
    try:
        task = asyncio.create_task(client.run(problem(), Allocate("max_sharpe")))
        worst = 0.0
        while not task.done():
            begun, spent = time.perf_counter(), time.process_time()
            await asyncio.sleep(TICK_S)
            late = time.perf_counter() - begun - TICK_S
            worst = max(worst, min(late, time.process_time() - spent))
        await task
    finally:
        await client.close()
    return 1e3 * worst
