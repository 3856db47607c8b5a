"""Evidence of each portfolio: interval of its Sharpe ratio, and of its differences to benchmark and baseline."""

from __future__ import annotations

from functools import lru_cache

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.paired_paths import BLOCK, DRAWS
from r2k_tui.analytics.portfolio.sharpe_intervals import asymptotic_error, drawn_sharpes, percentile_interval
from r2k_tui.analytics.risk.ratios import YEAR, sharpe
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.stats.bootstrap import SEED
from r2k_tui.analytics.stats.stationary_blocks import DrawnBlocks, stationary_blocks
from r2k_tui.engine.allocation.studies.measures import known
from r2k_tui.engine.allocation.studies.paths import JudgedPath, judged_path, rival_returns
from r2k_tui.engine.allocation.studies.versus import versus_benchmark
from r2k_tui.engine.allocation.studies.walk_forward import sample_gap
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.evidence import SharpeDifference, SharpeEvidence
from r2k_tui.model.allocation.portfolio import OptimalPortfolio

# An interval from less than one mean block says nothing.
LEAST_DAYS = BLOCK
WALKED, FIXED_PATH = "walk-forward", "fixed weights, whole history"
Portfolios = dict[str, OptimalPortfolio | None]


def baseline_of(portfolios: Portfolios) -> str:
    """The portfolio that every choice is compared with: the user's own weights, else the policy mix."""
    return "own" if portfolios.get("own") is not None else "equal"


def with_evidence(workspace: Workspace, portfolios: Portfolios) -> Portfolios:
    """The portfolios with their gap, evidence and figures against the benchmark."""
    base = baseline_of(portfolios)
    rival = portfolios.get(base)

    def whole(name: str, found: OptimalPortfolio) -> OptimalPortfolio:
        inside, outside = found.in_sample, found.walk_forward
        path = judged_path(workspace, name, found)
        return msgspec.structs.replace(
            found,
            gap=sample_gap(inside, outside) if inside and outside else None,
            evidence=sharpe_evidence(workspace, found, path, base if name != base else "", rival),
            versus=versus_benchmark(workspace, found, path),
        )

    return {name: whole(name, found) if found is not None else None for name, found in portfolios.items()}


def sharpe_evidence(
    workspace: Workspace, found: OptimalPortfolio, path: JudgedPath | None, base: str, rival: OptimalPortfolio | None
) -> SharpeEvidence | None:
    """Evidence from a path; without a `base` there is no difference to it. None with fewer than 63 days."""
    if path is None or len(path.days) < LEAST_DAYS:
        return None
    drawn, own = _drawn(workspace, path.days, path.returns)
    low, high = percentile_interval(drawn[:, 0])
    baseline = None
    if base and rival is not None:
        baseline = _difference(workspace, base, path, rival.weights)
        if baseline is not None and found.in_sample and found.in_sample.sharpe is not None:
            inside = None if rival.sharpe is None else found.in_sample.sharpe - rival.sharpe
            baseline = msgspec.structs.replace(baseline, in_sample=inside)
    return SharpeEvidence(
        path=WALKED if path.is_walk_forward else FIXED_PATH,
        first=str(path.days[0]),
        last=str(path.days[-1]),
        n_returns=len(path.days),
        sharpe=known(own[0]),
        low=known(low),
        high=known(high),
        standard_error=known(asymptotic_error(own[0], len(path.days))),
        to_benchmark=_difference(workspace, "benchmark", path, workspace.problem.benchmark),
        to_baseline=baseline,
        draws=DRAWS,
        block=BLOCK,
        seed=SEED,
    )


def _difference(
    workspace: Workspace, other: str, path: JudgedPath, weights: dict[str, float]
) -> SharpeDifference | None:
    """Sharpe ratio of a path less that of other weights; None with fewer than 63 days in common."""
    days, own, rival = path.on(rival_returns(workspace, path, weights))
    if len(days) < LEAST_DAYS:
        return None
    drawn, sharpes = _drawn(workspace, days, own, rival)
    low, high = percentile_interval(drawn[:, 0] - drawn[:, 1])
    return SharpeDifference(
        other=other,
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(days),
        difference=known(sharpes[0] - sharpes[1]),
        low=known(low),
        high=known(high),
        within_noise=low <= 0 <= high if np.isfinite([low, high]).all() else None,
    )


def _drawn(workspace: Workspace, days: Days, *paths: Floats) -> tuple[Floats, list[float]]:
    """Drawn Sharpe ratios of paths on the same days (draws x paths), and the Sharpe ratios of the paths themselves."""
    rates = workspace.rates(days)
    excess = np.column_stack(paths) - np.reshape(rates, (-1, 1)) / YEAR
    return drawn_sharpes(excess, _blocks(len(days))), [sharpe(path, rates) for path in paths]


@lru_cache(maxsize=8)
def _blocks(days: int) -> DrawnBlocks:
    """The draws of so many days: the same for every portfolio, so that all are drawn jointly."""
    return stationary_blocks(days, BLOCK, DRAWS, SEED)
