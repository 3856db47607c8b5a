"""Quadratic programs of weights within limits, without frictions. Imports Clarabel: worker only."""

from __future__ import annotations

from typing import Any

import clarabel
import numpy as np
from scipy.sparse import csc_matrix

from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats

# Tolerance of a solution, and of one that rounding keeps from it.
_TOLERANCE, _REDUCED = 1e-12, 1e-9
SOLVED = (clarabel.SolverStatus.Solved, clarabel.SolverStatus.AlmostSolved)


def greatest_ratio(limits: WeightLimits, gain: Floats, covariance: Floats) -> Floats:
    """Weights of the greatest w' gain / sqrt(w' S w) within `limits`, not yet tidied; NaN where there are none.

    Some weights within the limits must have a positive w' gain. The ratio is the same for all multiples y of the
    weights, so y' gain is fixed at 1 and y' S y minimized (Charnes and Cooper 1962).
    """
    width = len(gain)
    whole = np.ones(width)
    # The first equality is the sum of the weights, which is free here.
    (_, *equal), below = constraints(limits)
    level = [row - side * whole for row, side in equal]
    under = [row - side * whole for row, side in below]
    rows = np.array([gain, *level, *under, -whole])
    sides = np.concatenate([[1.0], np.zeros(len(rows) - 1)])
    cones = [clarabel.ZeroConeT(1 + len(level)), clarabel.NonnegativeConeT(len(under) + 1)]
    square = csc_matrix(np.triu(covariance / max(float(np.trace(covariance)) / width, 1e-12)))
    found = clarabel.DefaultSolver(square, np.zeros(width), csc_matrix(rows), sides, cones, solver_settings()).solve()
    multiple = np.array(found.x, dtype=np.float64)
    total = float(multiple.sum())
    if found.status not in SOLVED or not total > 0:
        return np.full(width, np.nan)
    weights: Floats = multiple / total
    return weights


class QuadraticProgram:
    """Minimizes w' S w / 2 + q' w over weights within `limits` whose return w' mu reaches a minimum.

    `estimate` replaces the moments at a fraction of the cost of another program. Weights depend on the moments and on
    those of the first set-up, but not on what was solved in between.
    """

    def __init__(self, limits: WeightLimits, mu: Floats, covariance: Floats) -> None:
        width = len(limits.symbols)
        equal, below = constraints(limits)
        rows = np.array([row for row, _ in (*equal, *below)] + [np.zeros(width)])
        used = rows != 0
        used[-1] = True
        self._sides = np.array([side for _, side in (*equal, *below)] + [0.0])
        self._entries, self._ends = rows.T[used.T], np.cumsum(used.sum(axis=0)) - 1
        self._triangle: Flags = np.tri(width, dtype=np.bool_)
        self._none = np.zeros(width)
        cones = [clarabel.ZeroConeT(len(equal)), clarabel.NonnegativeConeT(len(below) + 1)]
        square = _by_columns(self._upper(covariance), self._triangle.T)
        limited = _by_columns(self._with_returns(mu), used)
        self._solver = clarabel.DefaultSolver(square, self._none, limited, self._sides, cones, solver_settings())

    def estimate(self, mu: Floats, covariance: Floats) -> None:
        """Replace the moments."""
        self._solver.update(P=self._upper(covariance), A=self._with_returns(mu))

    def solve(self, least_return: float | None = None, linear: Floats | None = None) -> Floats:
        """Weights, not yet tidied; NaN where no weights satisfy the limits and the minimum return."""
        # The minimum return itself, or one that any weights exceed.
        self._sides[-1] = 1.0 - self._lowest if least_return is None else -least_return
        self._solver.update(b=self._sides, q=self._none if linear is None else linear)
        found = self._solver.solve()
        if found.status not in SOLVED:
            return np.full(len(self._none), np.nan)
        return np.array(found.x, dtype=np.float64)

    def _upper(self, covariance: Floats) -> Floats:
        """Entries of the upper triangle, column by column."""
        result: Floats = covariance.T[self._triangle]
        return result

    def _with_returns(self, mu: Floats) -> Floats:
        """Entries of the constraints, column by column, with these returns in the last row."""
        self._lowest = float(mu.min())
        self._entries[self._ends] = -mu
        entries: Floats = self._entries
        return entries


def constraints(limits: WeightLimits) -> tuple[list[tuple[Floats, float]], list[tuple[Floats, float]]]:
    """Equalities `row @ w == side` of limits, and inequalities `row @ w <= side`.

    A fixed weight is an equality: an interior point needs room between two inequalities.
    """
    width = len(limits.symbols)
    equal, below = [(np.ones(width), 1.0)], []
    ranges = list(zip(np.eye(width), limits.lower.tolist(), limits.upper.tolist(), strict=True))
    for sleeve in limits.sleeves:
        row = np.zeros(width)
        row[sleeve.members] = 1.0
        ranges.append((row, sleeve.least, sleeve.most))
    for row, least, most in ranges:
        if least == most:
            equal.append((row, least))
        else:
            below += [(-row, -least), (row, most)]
    return equal, below


def _by_columns(entries: Floats, used: Flags) -> Any:
    """Sparse matrix of `entries`, given column by column, which keeps zeros among them: later ones need the room."""
    rows: Counts = np.nonzero(used.T)[1]
    return csc_matrix((entries, rows, np.concatenate([[0], np.cumsum(used.sum(axis=0))])), shape=used.shape)


def solver_settings() -> Any:
    """Settings of Clarabel: exact, silent, and with every constraint kept."""
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.presolve_enable = False  # it would drop constraints that `estimate` changes
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = _TOLERANCE
    settings.reduced_tol_gap_abs = settings.reduced_tol_gap_rel = settings.reduced_tol_feas = _REDUCED
    return settings
