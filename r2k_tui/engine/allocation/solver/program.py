"""Convex programs over weights within limits. The first one imports cvxpy, which is slow: worker process only."""

from __future__ import annotations

from typing import Any

import numpy as np

from r2k_tui.analytics.portfolio.feasibility import clash
from r2k_tui.analytics.portfolio.limits import WeightLimits, tidy
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.frictions import Frictions
from r2k_tui.engine.allocation.solver.reasons import NO_WEIGHTS, CannotSolve, too_many_steps, unbounded

_STEPS = 400
# Members' weights may leave their limits by this much before an inexact solution counts as none.
_INEXACT = 1e-5


class Program:
    """Weights within limits as variables of a convex program: `weights`, and `whole`, their sum.

    With `ratio`, the sum is free and positive: a ratio of two homogeneous terms has the same value for all multiples
    of the weights, so one term is fixed and the other optimized (Charnes and Cooper 1962); the weights are then
    `weights` / `whole`. Otherwise it is 1.
    """

    def __init__(self, limits: WeightLimits, frictions: Frictions, ratio: bool = False) -> None:
        import cvxpy

        reason = clash(limits)
        if reason is not None:
            raise CannotSolve(reason)
        frictions.check(limits)
        self.limits, self.frictions = limits, frictions
        self.weights: Any = cvxpy.Variable(len(limits.symbols))
        self.whole: Any = cvxpy.Variable(nonneg=True) if ratio else 1.0
        self.limits_kept: list[Any] = [
            cvxpy.sum(self.weights) == self.whole,
            self.weights >= limits.lower * self.whole,
            self.weights <= limits.upper * self.whole,
        ]
        for sleeve in limits.sleeves:
            share = cvxpy.sum(self.weights[sleeve.members])
            self.limits_kept += [share >= sleeve.least * self.whole, share <= sleeve.most * self.whole]
        self.charged: Any = 0.0
        if frictions.held is None:
            return
        changes = self.weights - frictions.held.members * self.whole
        if frictions.cost > 0 and frictions.charged:
            self.charged = cvxpy.norm1(changes[frictions.charged])
        if frictions.most_traded is not None:
            self.limits_kept.append(cvxpy.norm1(changes) <= max(frictions.most_traded, 0.0) * self.whole)

    def earned(self, mu: Floats) -> Any:
        """Expected return, less the cost of the trades."""
        return mu @ self.weights - self.frictions.cost * self.charged

    def squares(self) -> Any:
        """Coefficient x sum of squared weights; 0 without one."""
        import cvxpy

        return self.frictions.l2 * cvxpy.sum_squares(self.weights) if self.frictions.l2 > 0 else 0.0

    def least(self, goal: Any, *more: Any) -> Floats:
        """Weights at the minimum of `goal`, subject to `more`. Raises CannotSolve."""
        return self.solved(self.stated(goal, *more))

    def stated(self, goal: Any, *more: Any) -> Any:
        """The program itself, to be solved once or, with other values of its parameters, many times."""
        import cvxpy

        return cvxpy.Problem(cvxpy.Minimize(goal), [*self.limits_kept, *more])

    def solved(self, problem: Any) -> Floats:
        """Weights at the optimum of a stated program. Raises CannotSolve."""
        try:
            problem.solve(solver="CLARABEL", max_iter=_STEPS)
        except Exception as error:
            raise CannotSolve(NO_WEIGHTS) from error
        status = problem.status
        if status in ("unbounded", "unbounded_inaccurate"):
            raise CannotSolve(unbounded())
        if status == "user_limit" or (self.weights.value is None and "infeasible" not in status):
            raise CannotSolve(too_many_steps(getattr(problem.solver_stats, "num_iters", None)))
        if self.weights.value is None:
            raise CannotSolve(NO_WEIGHTS)
        return self._found()

    def _found(self) -> Floats:
        whole = self.whole if isinstance(self.whole, float) else float(self.whole.value)
        weights = np.asarray(self.weights.value, dtype=np.float64) / whole if whole > 0 else np.array([np.nan])
        if not np.isfinite(weights).all():
            raise CannotSolve(NO_WEIGHTS)
        lower, upper = self.limits.lower - _INEXACT, self.limits.upper + _INEXACT
        if ((weights < lower) | (weights > upper)).any() or abs(float(weights.sum()) - 1) > _INEXACT:
            raise CannotSolve(too_many_steps(None))
        return tidy(self.limits, weights)
