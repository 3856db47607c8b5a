"""Tilt frontier: the weight of the small-cap member against tracking error to the benchmark."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.estimators.expected_returns import sample_covariance
from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.portfolio.measures import cvar, volatility
from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver import mean_risk
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.measures import excess_ratio
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.tilt import TiltFrontier, TiltStep
from r2k_tui.model.text import plural

STEPS = 11
# Weights of the small-cap member that differ less are one.
_SAME = 1e-9


def tilt_frontier(workspace: Workspace, moments: AnnualMoments | None) -> TiltFrontier:
    """Least tracking error at each of eleven weights of the small-cap member, the limits permitting."""
    problem, width = workspace.problem, len(workspace.members)
    none = TiltFrontier(problem.small, problem.benchmark)
    common = np.isfinite(workspace.benchmark)
    found = msgspec.structs.replace(none, n_returns=int(common.sum()))
    if problem.small not in workspace.members:
        return msgspec.structs.replace(none, absent=f"{problem.small} is no member of a sleeve")
    if moments is None or found.n_returns <= width:
        shared = f"members and benchmark share {plural(found.n_returns, 'return')}"
        return msgspec.structs.replace(found, absent=f"{shared}: there must be more than the {plural(width, 'member')}")
    try:
        return msgspec.structs.replace(found, steps=_steps(workspace, moments))
    except CannotSolve as error:
        return msgspec.structs.replace(found, absent=str(error))


def least_tracking_error(returns: Floats, benchmark: Floats, limits: WeightLimits) -> Floats:
    """Weights of least tracking error within the limits: min w' S w / 2 - w' c, c the covariances with the benchmark.

    The benchmark's own funds need not be members. Raises CannotSolve.
    """
    joint = sample_covariance(np.column_stack([returns, benchmark]))
    return mean_risk.least_variance(joint[:-1, :-1], limits, linear=-joint[:-1, -1])


def _steps(workspace: Workspace, moments: AnnualMoments) -> tuple[TiltStep, ...]:
    common = np.isfinite(workspace.benchmark)
    returns, benchmark = moments.returns[common], workspace.benchmark[common]
    place, rates = workspace.members.index(workspace.problem.small), workspace.rates(workspace.panel.days)
    steps: list[TiltStep] = []
    for share in _shares(moments, workspace.limits, place):
        weights = least_tracking_error(returns, benchmark, _held_at(workspace.limits, place, share))
        active, daily = returns @ weights - benchmark, moments.returns @ weights
        ret, vol, loss = float(moments.mu @ weights), volatility(weights, moments.covariance), cvar(daily)
        sharpe, before = excess_ratio(ret, vol, daily, rates), steps[-1] if steps else None
        steps.append(
            TiltStep(
                weight=share,
                tracking_error=float(active.std(ddof=1)) * math.sqrt(YEAR),
                ret=ret,
                vol=vol,
                sharpe=sharpe,
                cvar95=loss,
                marginal_sharpe=_change(sharpe, before.sharpe if before else None),
                marginal_cvar95=_change(loss, before.cvar95 if before else None),
                weights=workspace.named(weights),
            )
        )
    return tuple(steps)


def _shares(moments: AnnualMoments, limits: WeightLimits, place: int) -> list[float]:
    """Weights of one member, evenly spaced from the least within the limits to the most; one if they coincide."""
    alone = np.zeros(len(limits.symbols))
    alone[place] = 1.0
    least, most = (
        float(mean_risk.max_return(moments._replace(mu=sign * alone), limits)[place]) for sign in (-1.0, 1.0)
    )
    return np.linspace(least, most, STEPS).tolist() if most - least > _SAME else [most]


def _held_at(limits: WeightLimits, place: int, share: float) -> WeightLimits:
    lower, upper = limits.lower.copy(), limits.upper.copy()
    lower[place] = upper[place] = share
    return msgspec.structs.replace(limits, lower=lower, upper=upper)


def _change(value: float | None, before: float | None) -> float | None:
    return None if value is None or before is None else value - before
