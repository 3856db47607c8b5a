"""Quadratic program of a ratio: greatest linear function over the square root of a variance. Imports Clarabel."""

from __future__ import annotations

import clarabel
import numpy as np
from scipy.sparse import csc_matrix

from r2k_tui.analytics.portfolio.feasibility import clash
from r2k_tui.analytics.portfolio.limits import WeightLimits, tidy
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.quadratic import SOLVED, constraints, solver_settings
from r2k_tui.engine.allocation.solver.reasons import NO_WEIGHTS, CannotSolve


def greatest_ratio(limits: WeightLimits, numerator: Floats, covariance: Floats) -> Floats:
    """Weights of the greatest w' numerator / sqrt(w' S w) within limits. Raises CannotSolve.

    The numerator must be positive for some weights. Multiples of the weights are free: the variables are k w and k,
    the numerator is fixed at 1, and the variance minimized (Charnes and Cooper 1962).
    """
    if (reason := clash(limits)) is not None:
        raise CannotSolve(reason)
    width = len(limits.symbols)
    equal, below = constraints(limits)
    rows = [np.append(row, -side) for row, side in (*equal, *below)]
    rows += [np.append(-numerator, 0.0), np.append(np.zeros(width), -1.0)]
    sides = np.zeros(len(rows))
    sides[-2] = -1.0
    square = np.zeros((width + 1, width + 1))
    square[:width, :width] = covariance / max(float(np.trace(covariance)) / width, 1e-12)
    cones = [clarabel.ZeroConeT(len(equal)), clarabel.NonnegativeConeT(len(below) + 2)]
    upper, limited = csc_matrix(np.triu(square)), csc_matrix(np.array(rows))
    found = clarabel.DefaultSolver(upper, np.zeros(width + 1), limited, sides, cones, solver_settings()).solve()
    *scaled, whole = found.x
    if found.status not in SOLVED or not whole > 0:
        raise CannotSolve(NO_WEIGHTS)
    return tidy(limits, np.array(scaled, dtype=np.float64) / whole)
