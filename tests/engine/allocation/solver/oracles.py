"""Programs of scipy over the sleeves of the invented market, as a second opinion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.by_rule import equal
from tests.late import Late

minimize = Late("scipy.optimize", "minimize")
# That of scipy's own differences.
_STEP = float(np.sqrt(np.finfo(float).eps))


def by_slsqp(limits: WeightLimits, loss: Callable[[Floats], float], *more: Callable[[Floats], float]) -> Floats:
    """The least `loss` within the limits, with every one of `more` at or above zero; best of a few starts."""
    equality = [
        {"type": "eq", **_with_slope(lambda w, s=sleeve: w[s.members].sum() - s.most)} for sleeve in limits.sleeves
    ]
    rest = [{"type": "ineq", **_with_slope(function)} for function in more]
    bounds = list(zip(limits.lower, limits.upper, strict=True))
    rng, found = np.random.default_rng(7), list[Any]()
    for start in (equal(limits), *(random_weights(limits, rng) for _ in range(4))):
        options = {"ftol": 1e-14, "maxiter": 400}
        one = minimize(
            **_with_slope(loss),
            x0=start,
            bounds=bounds,
            constraints=[*equality, *rest],
            method="SLSQP",
            options=options,
        )
        if all(function(one.x) > -1e-7 for function in more) and abs(one.x.sum() - 1) < 1e-7:
            found.append(one)
    best = min(found, key=lambda one: float(one.fun))
    return np.asarray(best.x)


def _with_slope(function: Callable[[Floats], float]) -> dict[str, Callable[[Floats], Any]]:
    """A function with its differences along each weight: scipy's own take ten times as long for six of them."""

    def slope(weights: Floats) -> Floats:
        here = function(weights)
        return np.array([(function(weights + step) - here) / _STEP for step in _STEP * np.eye(len(weights))])

    return {"fun": function, "jac": slope}


def random_weights(limits: WeightLimits, rng: np.random.Generator) -> Floats:
    """Random weights within the limits: each sleeve's room above its floors shared at random."""
    weights = limits.lower.copy()
    for sleeve in limits.sleeves:
        at = sleeve.members
        weights[at] += rng.dirichlet(np.ones(len(at))) * (sleeve.most - limits.lower[at].sum())
    return weights
