"""Linear programs of the least CVaR and the least CDaR. Imports Clarabel: worker only."""

from __future__ import annotations

from typing import Any

import clarabel
import numpy as np
from scipy.sparse import bmat, csc_matrix, hstack, identity, vstack

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
    count = len(losses)
    one = identity(count)
    # Columns: weights, level, loss of each day beyond it.
    rows: list[list[Any]] = [[csc_matrix(losses), -np.ones((count, 1)), -one], [None, None, -one]]
    goal = np.concatenate([[1.0], np.full(count, 1.0 / days)])
    found = _least(limits, rows, goal, l2)
    return found[: len(limits.symbols)], float(found[len(limits.symbols)])


def least_cdar(path: Floats, limits: WeightLimits, tail: float, l2: float) -> Floats:
    """Weights of the least mean drawdown of the worst `tail` share of days, plus l2 |w|^2. Raises CannotSolve.

    `path`: cumulative sums of the returns, one row per day. A drawdown is the distance to the highest value so far,
    0 at the start.
    """
    if (reason := clash(limits)) is not None:
        raise CannotSolve(reason)
    count = len(path)
    one, value = identity(count), csc_matrix(path)
    # Columns: weights, level, highest value so far, drawdown of each day beyond the level.
    rises = csc_matrix(np.eye(count, k=-1) - np.eye(count))
    rows: list[list[Any]] = [
        [value, None, -one, None],
        [None, None, rises, None],
        [-value, -np.ones((count, 1)), one, -one],
        [None, None, None, -one],
    ]
    goal = np.concatenate([[1.0], np.zeros(count), np.full(count, 1.0 / (tail * count))])
    return tidy(limits, _least(limits, rows, goal, l2)[: len(limits.symbols)])


def _least(limits: WeightLimits, rows: list[list[Any]], goal: Floats, l2: float) -> Floats:
    """Variables of the least `goal` plus l2 |w|^2, the weights first. Raises CannotSolve.

    `goal`: coefficients of the variables after the weights. `rows`: blocks of coefficients that stay at or below 0.
    """
    width = len(limits.symbols)
    equal, below = constraints(limits)
    limited = csc_matrix(np.array([row for row, _ in (*equal, *below)]))
    matrix = vstack([hstack([limited, csc_matrix((limited.shape[0], len(goal)))]), bmat(rows)], format="csc")
    sides = np.zeros(matrix.shape[0])
    sides[: limited.shape[0]] = [side for _, side in (*equal, *below)]
    whole = np.concatenate([np.zeros(width), goal])
    square = csc_matrix((np.full(width, 2 * l2), (np.arange(width), np.arange(width))), shape=(len(whole), len(whole)))
    cones = [clarabel.ZeroConeT(len(equal)), clarabel.NonnegativeConeT(len(sides) - len(equal))]
    found = clarabel.DefaultSolver(square, whole, matrix, sides, cones, solver_settings()).solve()
    if found.status not in SOLVED:
        raise CannotSolve(NO_WEIGHTS)
    return np.array(found.x, dtype=np.float64)
