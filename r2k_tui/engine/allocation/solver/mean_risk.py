"""Portfolios of return and volatility: minimum variance, maximum ratios, targets, and the efficient frontier."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from r2k_tui.analytics.portfolio.feasibility import clash
from r2k_tui.analytics.portfolio.limits import WeightLimits, best_by_rank, tidy
from r2k_tui.analytics.portfolio.measures import volatility
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.frictions import FREE, Frictions
from r2k_tui.engine.allocation.solver.moments import AnnualMoments, checked, factor, riskless
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
    return minimum_variance(checked(moments).covariance, limits, frictions)


def minimum_variance(covariance: Floats, limits: WeightLimits, frictions: Frictions) -> Floats:
    """Weights that minimize w' S w + l2 |w|^2, S being `covariance`. Raises CannotSolve."""
    if frictions.trade_freely:
        return least_variance(frictions.ridged(covariance), limits)
    program = Program(limits, frictions)
    return program.least(variance(program, covariance))


def least_variance(covariance: Floats, limits: WeightLimits, linear: Floats | None = None) -> Floats:
    """Weights that minimize w' S w / 2 + q' w, q being `linear`. Raises CannotSolve."""
    program = _program(np.zeros(len(covariance)), covariance, limits)
    return _solved(program, limits, linear=linear)


def least_with_return(
    moments: AnnualMoments, covariance: Floats, limits: WeightLimits, target: float, frictions: Frictions
) -> Floats:
    """Weights that minimize w' S w + l2 |w|^2, S being `covariance`, with a return net of cost of at least `target`.

    Raises CannotSolve.
    """
    if frictions.trade_freely:
        return _solved(_program(moments.mu, frictions.ridged(covariance), limits), limits, least_return=target)
    program = Program(limits, frictions)
    return program.least(variance(program, covariance), program.earned(moments.mu) >= target)


def greatest_gain(
    gain: Floats, covariance: Floats, limits: WeightLimits, frictions: Frictions, scale: float = 1.0
) -> Floats:
    """Weights of the greatest (w' gain - cost) / sqrt(w' S w + l2 |w|^2), S being `covariance`. Raises CannotSolve.

    `scale`: positive and of the size of the numerator, so that a solver meets numbers near 1.
    """
    if frictions.trade_freely:
        from r2k_tui.engine.allocation.solver.quadratic import greatest_ratio

        reason = clash(limits)
        if reason is not None:
            raise CannotSolve(reason)
        return _tidied(limits, lambda: greatest_ratio(limits, gain / scale, frictions.ridged(covariance)))
    program = Program(limits, frictions, ratio=True)
    return program.least(variance(program, covariance), program.earned(gain) / scale >= 1)


def max_return(moments: AnnualMoments, limits: WeightLimits, frictions: Frictions = FREE) -> Floats:
    """Maximum-return weights: max w' mu - cost - l2 |w|^2. Raises CannotSolve."""
    mu = checked(moments).mu
    if frictions.trade_freely and frictions.l2 == 0:
        return _best_at_the_bounds(mu, limits)
    program = Program(limits, frictions)
    return program.least(program.squares() - program.earned(mu))


def max_sharpe(moments: AnnualMoments, limits: WeightLimits, risk_free: float, frictions: Frictions = FREE) -> Floats:
    """Maximum-Sharpe weights: max (w' mu - cost - rf) / sqrt(w' S w + l2 |w|^2).

    Excludes riskless members, whose ratio is unbounded, as far as their floors and sleeves allow. Raises CannotSolve,
    also if no weights beat the risk-free rate.
    """
    limits = without(limits, riskless(checked(moments)))
    best = greatest_return(moments, limits, frictions)
    if best <= risk_free:
        raise CannotSolve(earns_too_little(limits.symbols, moments.mu, best, risk_free, "the risk-free rate"))
    return greatest_gain(moments.mu - risk_free, moments.covariance, limits, frictions, best - risk_free)


def max_diversification(moments: AnnualMoments, limits: WeightLimits, frictions: Frictions = FREE) -> Floats:
    """Weights of the greatest diversification ratio: max w' sigma / sqrt(w' S w + l2 |w|^2).

    Excludes riskless members as max_sharpe does. Raises CannotSolve. Source: Choueifaty and Coignard, Journal of
    Portfolio Management 35 (2008).
    """
    limits = without(limits, riskless(checked(moments)))
    sigma = np.sqrt(np.maximum(np.diag(moments.covariance), 0.0))
    if not sigma.any():
        raise CannotSolve("no member has any risk to diversify")
    return greatest_gain(sigma, moments.covariance, limits, frictions.without_cost(), float(sigma.max()))


def target_vol(moments: AnnualMoments, limits: WeightLimits, target: float, frictions: Frictions = FREE) -> Floats:
    """Weights of the greatest return with a volatility of at most `target`: max w' mu - cost - l2 |w|^2.

    Raises CannotSolve, also if even the minimum volatility is above it.
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
    return least_with_return(moments, moments.covariance, limits, target, frictions)


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


def _program(mu: Floats, covariance: Floats, limits: WeightLimits) -> QuadraticProgram:
    from r2k_tui.engine.allocation.solver.quadratic import QuadraticProgram

    reason = clash(limits)
    if reason is not None:
        raise CannotSolve(reason)
    return QuadraticProgram(limits, mu, covariance)


def _solved(
    program: QuadraticProgram, limits: WeightLimits, least_return: float | None = None, linear: Floats | None = None
) -> Floats:
    return _tidied(limits, lambda: program.solve(least_return, linear))


def _tidied(limits: WeightLimits, solve: Callable[[], Floats]) -> Floats:
    try:
        weights = solve()
    except Exception as error:
        raise CannotSolve(NO_WEIGHTS) from error
    if not np.isfinite(weights).all():
        raise CannotSolve(NO_WEIGHTS)
    return tidy(limits, weights)


def _best_at_the_bounds(mu: Floats, limits: WeightLimits) -> Floats:
    """Maximum-return weights without frictions. Raises CannotSolve."""
    reason = clash(limits)
    if reason is not None:
        raise CannotSolve(reason)
    weights = best_by_rank(limits, mu)
    if not np.isfinite(mu).all() or abs(float(weights.sum()) - 1) > _EDGE:
        raise CannotSolve(NO_WEIGHTS)
    return tidy(limits, weights)


def variance(program: Program, covariance: Floats) -> Any:
    """w' S w + l2 |w|^2, divided by the mean variance of the members, so that a solver meets numbers near 1."""
    import cvxpy

    width = len(covariance)
    rows = np.vstack([factor(covariance), np.sqrt(program.frictions.l2) * np.eye(width)])
    scale = float(np.sqrt(max(np.trace(covariance) / width, 1e-12)))
    return cvxpy.sum_squares((rows / scale) @ program.weights)
