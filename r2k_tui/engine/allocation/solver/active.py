"""Portfolios against a benchmark: the least tracking error, and the greatest information ratio."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.expected_returns import sample_covariance
from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.portfolio.measures import volatility
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.frictions import FREE, Frictions
from r2k_tui.engine.allocation.solver.mean_risk import (
    best_ratio,
    greatest_return,
    least_variance,
    reachable,
    variance,
)
from r2k_tui.engine.allocation.solver.moments import STILL, AnnualMoments, checked
from r2k_tui.engine.allocation.solver.program import Program
from r2k_tui.engine.allocation.solver.reasons import CannotSolve, Undefined, earns_too_little

# Tracking error per year below which weights are the benchmark itself.
SAME = STILL * 252**0.5 * 100


class BenchmarkReturns(NamedTuple):
    """Daily returns of the benchmark on the days of the moments, NaN where it has none, and its expected return."""

    daily: Floats
    mu: float


def active_covariance(moments: AnnualMoments, benchmark: BenchmarkReturns) -> Floats:
    """Annual sample covariance of the members' returns less the benchmark's, on the days that it has a return.

    w' A w is the squared tracking error of weights that sum to 1. Raises CannotSolve with fewer than two such days.
    """
    rows = np.isfinite(benchmark.daily)
    if rows.sum() < 2:
        raise CannotSolve("the benchmark has fewer than two returns on the days of the members")
    return sample_covariance(moments.returns[rows] - benchmark.daily[rows, None])


def min_te(
    moments: AnnualMoments,
    limits: WeightLimits,
    benchmark: BenchmarkReturns,
    target: float,
    name: str,
    frictions: Frictions = FREE,
) -> Floats:
    """Weights of the least tracking error with an expected return net of cost of at least `target`.

    `name` says in an error where the target comes from. Raises CannotSolve. Source: Roll, Journal of Portfolio
    Management 18 (1992).
    """
    reachable(checked(moments), limits, target, name, frictions)
    active = active_covariance(moments, benchmark)
    program = Program(limits, frictions)
    return program.least(variance(program, active), program.earned(moments.mu) >= target)


def max_ir(
    moments: AnnualMoments, limits: WeightLimits, benchmark: BenchmarkReturns, frictions: Frictions = FREE
) -> Floats:
    """Weights of the greatest information ratio: max (w' mu - cost - benchmark) / sqrt(w' A w + l2 |w|^2).

    Raises CannotSolve, and Undefined if no weights earn more than the benchmark, or if the limits admit the benchmark
    itself: the ratio is then the same for every distance from it.
    """
    checked(moments)
    best = greatest_return(moments, limits, frictions)
    if best <= benchmark.mu:
        raise Undefined(earns_too_little(limits.symbols, moments.mu, best, benchmark.mu, "the benchmark"))
    active = active_covariance(moments, benchmark)
    free = frictions.is_free
    still = None if free else Program(limits, frictions.without_l2())
    nearest = least_variance(active, limits) if still is None else still.least(variance(still, active))
    if volatility(nearest, active) < SAME:
        raise Undefined(
            "the limits admit the benchmark itself (tracking error 0 %), and every distance from it has the same "
            "information ratio: max_ir needs a limit that the benchmark breaks, or another benchmark"
        )
    if free:
        return best_ratio((moments.mu - benchmark.mu) / (best - benchmark.mu), active, limits, frictions.l2)
    program = Program(limits, frictions, ratio=True)
    fixed = program.earned(moments.mu - benchmark.mu) / (best - benchmark.mu) >= 1
    return program.least(variance(program, active), fixed)
