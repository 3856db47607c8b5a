"""Linear program of the least CVaR, with only the days that matter. Imports Clarabel: worker only."""

from __future__ import annotations

import clarabel
import numpy as np
from scipy.sparse import csc_matrix, hstack, identity, vstack

from r2k_tui.analytics.portfolio.feasibility import clash
from r2k_tui.analytics.portfolio.limits import WeightLimits, tidy
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.engine.allocation.solver.quadratic import SOLVED, constraints, solver_settings
from r2k_tui.engine.allocation.solver.reasons import NO_WEIGHTS, CannotSolve

# Share of the tail that the first program has around the policy mix, as a multiple of it; each round adds what is
# missing, so it decides the time and not the result.
_FIRST = 3.0
# Loss beyond the level, a share of it, below which a day left out adds nothing.
_BEYOND = 1e-9


def least_cvar(returns: Floats, limits: WeightLimits, tail: float, l2: float) -> Floats:
    """Weights of the least mean loss of the worst `tail` share of days, plus l2 |w|^2. Raises CannotSolve.

    A day whose loss stays within the level of the tail adds nothing to the program of Rockafellar and Uryasev. So it
    is solved with the worst days of equal weights, then with those added that lie beyond the level, until none does:
    the optimum of a part that satisfies the whole is that of the whole.
    """
    if (reason := clash(limits)) is not None:
        raise CannotSolve(reason)
    losses = -returns
    first = losses.mean(axis=1)
    count = min(int(np.ceil(_FIRST * tail * len(losses))), len(losses))
    used: Flags = np.zeros(len(losses), dtype=np.bool_)
    used[np.argpartition(first, -count)[-count:]] = True
    while True:
        weights, level = _solved(losses[used], limits, tail * len(losses), l2)
        missing: Counts = np.flatnonzero(~used & (losses @ weights > level + _BEYOND * abs(level)))
        if not len(missing):
            return tidy(limits, weights)
        used[missing] = True


def _solved(losses: Floats, limits: WeightLimits, days: float, l2: float) -> tuple[Floats, float]:
    """Weights, and the level beyond which losses count, by the days given; `days` is the length of the whole tail."""
    width, count = len(limits.symbols), len(losses)
    equal, below = constraints(limits)
    rows = np.array([row for row, _ in (*equal, *below)])
    bounds = csc_matrix((len(rows), count + 1))
    limited = hstack([csc_matrix(rows), bounds])
    beyond = hstack([csc_matrix(losses), csc_matrix(-np.ones((count, 1))), -identity(count)])
    above = hstack([csc_matrix((count, width + 1)), -identity(count)])
    sides = np.concatenate([[side for _, side in (*equal, *below)], np.zeros(2 * count)])
    goal = np.concatenate([np.zeros(width), [1.0], np.full(count, 1.0 / days)])
    square = csc_matrix((np.full(width, 2 * l2), (np.arange(width), np.arange(width))), shape=(len(goal), len(goal)))
    cones = [clarabel.ZeroConeT(len(equal)), clarabel.NonnegativeConeT(len(below) + 2 * count)]
    matrix = csc_matrix(vstack([limited, beyond, above]))
    found = clarabel.DefaultSolver(square, goal, matrix, sides, cones, solver_settings()).solve()
    if found.status not in SOLVED:
        raise CannotSolve(NO_WEIGHTS)
    return np.array(found.x[:width], dtype=np.float64), float(found.x[width])
