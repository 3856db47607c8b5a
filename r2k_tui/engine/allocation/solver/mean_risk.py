"""Portfolios of return and volatility: the calmest, the best ratio, and those that meet a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from r2k_tui.analytics.portfolio.feasibility import clash
from r2k_tui.analytics.portfolio.limits import WeightLimits, tidy
from r2k_tui.analytics.portfolio.measures import volatility
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.frictions import FREE, Frictions
from r2k_tui.engine.allocation.solver.moments import AnnualMoments, checked, factor, still
from r2k_tui.engine.allocation.solver.program import Program
from r2k_tui.engine.allocation.solver.reasons import (
    NO_WEIGHTS,
    CannotSolve,
    above_greatest,
    below_least,
    earns_too_little,
)
from r2k_tui.engine.allocation.solver.riskless import without

if TYPE_CHECKING:
    from r2k_tui.engine.allocation.solver.quadratic import QuadraticProgram

FRONTIER_POINTS = 40
# Relative slack of a target at the very edge of what is possible.
_EDGE = 1e-6


def min_vol(moments: AnnualMoments, limits: WeightLimits, frictions: Frictions = FREE) -> Floats:
    """Minimum-variance weights: min w' S w + l2 |w|^2. Raises CannotSolve.

    Source: Markowitz, Journal of Finance 7 (1952).
    """
    covariance = checked(moments).covariance
    if frictions.is_free:
        return least_variance(covariance + frictions.l2 * np.eye(len(covariance)), limits)
    program = Program(limits, frictions)
    return program.least(variance(program, covariance))


def least_variance(covariance: Floats, limits: WeightLimits, linear: Floats | None = None) -> Floats:
    """Weights that minimize w' S w / 2 + q' w, q being `linear`. Raises CannotSolve."""
    program = _program(np.zeros(len(covariance)), covariance, limits)
    return _solved(program, limits, linear=linear)


def max_return(moments: AnnualMoments, limits: WeightLimits, frictions: Frictions = FREE) -> Floats:
    """Maximum-return weights: max w' mu - cost - l2 |w|^2. Raises CannotSolve."""
    mu = checked(moments).mu
    if frictions.is_free and frictions.l2 == 0:
        return _best_at_the_bounds(mu, limits)
    program = Program(limits, frictions)
    return program.least(program.squares() - program.earned(mu))


def max_sharpe(moments: AnnualMoments, limits: WeightLimits, risk_free: float, frictions: Frictions = FREE) -> Floats:
    """Maximum-Sharpe weights: max (w' mu - cost - rf) / sqrt(w' S w + l2 |w|^2).

    Excludes riskless members, whose ratio is unbounded, as far as their floors and sleeves allow. Raises CannotSolve,
    also if no weights beat the risk-free rate.
    """
    limits = without(limits, still(checked(moments)))
    best = greatest_return(moments, limits, frictions)
    if best <= risk_free:
        raise CannotSolve(earns_too_little(limits.symbols, moments.mu, best, risk_free, "the risk-free rate"))
    excess = best - risk_free
    if frictions.is_free:
        return best_ratio((moments.mu - risk_free) / excess, moments.covariance, limits, frictions.l2)
    program = Program(limits, frictions, ratio=True)
    fixed = program.earned(moments.mu - risk_free) / excess >= 1
    return program.least(variance(program, moments.covariance), fixed)


def max_diversification(moments: AnnualMoments, limits: WeightLimits, frictions: Frictions = FREE) -> Floats:
    """Weights of the greatest diversification ratio: max w' sigma / sqrt(w' S w + l2 |w|^2).

    Excludes riskless members as max_sharpe does. Raises CannotSolve. Source: Choueifaty and Coignard, Journal of
    Portfolio Management 35 (2008).
    """
    limits = without(limits, still(checked(moments)))
    sigma = np.sqrt(np.maximum(np.diag(moments.covariance), 0.0))
    if not sigma.any():
        raise CannotSolve("no member has any risk to diversify")
    if frictions.is_free:
        return best_ratio(sigma / sigma.max(), moments.covariance, limits, frictions.l2)
    program = Program(limits, frictions, ratio=True)
    return program.least(variance(program, moments.covariance), (sigma / sigma.max()) @ program.weights >= 1)


def target_vol(moments: AnnualMoments, limits: WeightLimits, target: float, frictions: Frictions = FREE) -> Floats:
    """Weights of the greatest return with a volatility of at most `target`: max w' mu - cost - l2 |w|^2.

    Raises CannotSolve, also if no weights are as calm as that.
    """
    calmest = min_vol(moments, limits, frictions.without_l2())
    least = volatility(calmest, moments.covariance)
    if least > target * (1 + _EDGE):
        raise CannotSolve(below_least("target_volatility", target, least))
    if least >= target * (1 - _EDGE):
        return calmest
    import cvxpy

    program = Program(limits, frictions)
    calm = cvxpy.norm(factor(moments.covariance) @ program.weights / target) <= 1.0
    return program.least(program.squares() - program.earned(moments.mu), calm)


def target_return(moments: AnnualMoments, limits: WeightLimits, target: float, frictions: Frictions = FREE) -> Floats:
    """Weights of the least variance with a return net of cost of at least `target`: min w' S w + l2 |w|^2.

    Raises CannotSolve, also if no weights return as much.
    """
    reachable(moments, limits, target, "target_return", frictions)
    program = Program(limits, frictions)
    return program.least(variance(program, moments.covariance), program.earned(moments.mu) >= target)


def reachable(moments: AnnualMoments, limits: WeightLimits, target: float, name: str, frictions: Frictions) -> None:
    """Raise CannotSolve if no weights return `target` net of cost; `name` is the setting or figure it comes from."""
    greatest = greatest_return(moments, limits, frictions)
    if greatest < target - _EDGE * max(abs(target), 1e-3):
        raise CannotSolve(above_greatest(name, target, greatest))


def greatest_return(moments: AnnualMoments, limits: WeightLimits, frictions: Frictions) -> float:
    """Greatest expected return net of cost that the limits allow. Raises CannotSolve."""
    free = frictions.without_l2()
    best = max_return(moments, limits, free)
    return float(moments.mu @ best) - free.cost * free.traded(best)


def frontier(
    moments: AnnualMoments,
    limits: WeightLimits,
    points: int = FRONTIER_POINTS,
    program: QuadraticProgram | None = None,
) -> Floats:
    """Efficient frontier, shape (points, members): minimum variance at evenly spaced expected returns.

    The returns run from that of the minimum-variance portfolio to the maximum; a single row if the two coincide.
    Without frictions. `program`: one that has taken these moments. Raises CannotSolve.
    """
    mu = checked(moments).mu
    program = program or _program(mu, moments.covariance, limits)
    first, last = _solved(program, limits), max_return(moments, limits)
    low, high = float(mu @ first), float(mu @ last)
    if high - low < 1e-9:
        return np.array([first])
    between = np.linspace(low, high, points)[1:-1].tolist()
    return np.array([first, *(_solved(program, limits, least) for least in between), last])


def best_ratio(numerator: Floats, covariance: Floats, limits: WeightLimits, l2: float) -> Floats:
    """Weights of the greatest w' numerator / sqrt(w' S w + l2 |w|^2), without other frictions. Raises CannotSolve."""
    from r2k_tui.engine.allocation.solver.ratio import greatest_ratio

    try:
        return greatest_ratio(limits, numerator, covariance + l2 * np.eye(len(covariance)))
    except Exception as error:
        if isinstance(error, (CannotSolve, ModuleNotFoundError)):
            raise
        raise CannotSolve(NO_WEIGHTS) from error


def _program(mu: Floats, covariance: Floats, limits: WeightLimits) -> QuadraticProgram:
    from r2k_tui.engine.allocation.solver.quadratic import QuadraticProgram

    reason = clash(limits)
    if reason is not None:
        raise CannotSolve(reason)
    return QuadraticProgram(limits, mu, covariance)


def _solved(
    program: QuadraticProgram, limits: WeightLimits, least_return: float | None = None, linear: Floats | None = None
) -> Floats:
    try:
        weights = program.solve(least_return, linear)
    except Exception as error:
        raise CannotSolve(NO_WEIGHTS) from error
    if not np.isfinite(weights).all():
        raise CannotSolve(NO_WEIGHTS)
    return tidy(limits, weights)


def _best_at_the_bounds(mu: Floats, limits: WeightLimits) -> Floats:
    """Maximum-return weights without frictions: a small linear program."""
    from scipy.optimize import linprog

    reason = clash(limits)
    if reason is not None:
        raise CannotSolve(reason)
    rows = np.zeros((len(limits.sleeves), len(limits.symbols)))
    for row, sleeve in zip(rows, limits.sleeves, strict=True):
        row[sleeve.members] = 1.0
    sums = np.array([sleeve.most for sleeve in limits.sleeves] + [-sleeve.least for sleeve in limits.sleeves])
    found = linprog(
        -mu,
        A_ub=np.vstack([rows, -rows]),
        b_ub=sums,
        A_eq=np.ones((1, len(mu))),
        b_eq=[1.0],
        bounds=list(zip(limits.lower.tolist(), limits.upper.tolist(), strict=True)),
        method="highs",
    )
    if found.status != 0:
        raise CannotSolve(NO_WEIGHTS)
    return tidy(limits, np.asarray(found.x, dtype=np.float64))


def variance(program: Program, covariance: Floats) -> Any:
    """w' S w + l2 |w|^2, divided by the mean variance of the members, so that a solver meets numbers near 1."""
    import cvxpy

    width = len(covariance)
    rows = np.vstack([factor(covariance), np.sqrt(program.frictions.l2) * np.eye(width)])
    scale = float(np.sqrt(max(np.trace(covariance) / width, 1e-12)))
    return cvxpy.sum_squares((rows / scale) @ program.weights)
