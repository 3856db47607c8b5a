"""Portfolios of minimum tail risk: CVaR of daily returns, CDaR of drawdowns."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.portfolio.measures import TAIL
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.frictions import FREE, Frictions
from r2k_tui.engine.allocation.solver.moments import AnnualMoments, checked
from r2k_tui.engine.allocation.solver.program import Program

# Sessions between two values of the path whose drawdowns min_cdar minimizes: a week. Every day would take ten times
# as long, and a walk-forward solves the program once a year.
STEP = 5
# Daily losses are near 0.01 and drawdowns near 0.1: multiples near 1 keep the solver exact.
_DAILY, _DEEP = 100.0, 10.0


def min_cvar(moments: AnnualMoments, limits: WeightLimits, frictions: Frictions = FREE) -> Floats:
    """Minimum-CVaR weights (one day, 95%), plus l2 |w|^2, by linear programming. Raises CannotSolve.

    Source: Rockafellar and Uryasev, Journal of Risk 2 (2000).
    """
    returns = checked(moments).returns * _DAILY
    if frictions.most_traded is None:
        from r2k_tui.engine.allocation.solver.tail_program import least_cvar

        return least_cvar(returns, limits, TAIL, _DAILY * frictions.l2)
    import cvxpy

    program = Program(limits, frictions)
    level = cvxpy.Variable()
    beyond = cvxpy.pos(-returns @ program.weights - level)
    return program.least(level + cvxpy.sum(beyond) / (TAIL * len(returns)) + _DAILY * program.squares())


def min_cdar(moments: AnnualMoments, limits: WeightLimits, frictions: Frictions = FREE) -> Floats:
    """Minimum-CDaR weights (95%), plus l2 |w|^2, by linear programming. Raises CannotSolve.

    The drawdowns are those of the sum of daily returns, at every fifth session counted back from the last: with a
    compounded path the program would not be convex. Source: Chekhlov, Uryasev and Zabarankin, International Journal of
    Theoretical and Applied Finance 8 (2005).
    """
    path = weekly_path(checked(moments).returns) * _DEEP
    if frictions.most_traded is None:
        from r2k_tui.engine.allocation.solver.tail_program import least_cdar

        return least_cdar(path, limits, TAIL, _DEEP * frictions.l2)
    import cvxpy

    program = Program(limits, frictions)
    value, peak, level = path @ program.weights, cvxpy.Variable(len(path), nonneg=True), cvxpy.Variable()
    beyond = cvxpy.pos(peak - value - level)
    goal = level + cvxpy.sum(beyond) / (TAIL * len(path)) + _DEEP * program.squares()
    return program.least(goal, peak >= value, peak[1:] >= peak[:-1])


def weekly_path(returns: Floats) -> Floats:
    """Sums of the daily returns at every fifth session counted back from the last, one column per member."""
    path: Floats = np.cumsum(returns, axis=0)[::-1][::STEP][::-1]
    return path
