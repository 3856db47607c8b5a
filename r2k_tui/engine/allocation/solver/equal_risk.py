"""Weights of equal risk contributions, without limits other than that they are positive."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.reasons import NO_WEIGHTS, CannotSolve

_STEPS = 200
# Newton decrement below which rounding decides.
_CONVERGED = 1e-11


def equal_risk(covariance: Floats) -> Floats:
    """Weights with w_i (S w)_i equal for all members, of a positive definite covariance. Raises CannotSolve.

    They are the multiple of the y > 0 that minimizes y' C y / 2 - sum of log y, C being the correlations, after
    division by the volatilities. Damped Newton steps converge from anywhere, for the function is self-concordant.
    Source: Spinu, An Algorithm for Computing Risk Parity Weights (2013).
    """
    deviations = np.sqrt(np.diag(covariance))
    if not (deviations > 0).all():
        raise CannotSolve(NO_WEIGHTS)
    correlations = covariance / np.outer(deviations, deviations)
    y = np.ones(len(deviations))
    for _ in range(_STEPS):
        slope = correlations @ y - 1 / y
        try:
            step = np.linalg.solve(correlations + np.diag(1 / y**2), slope)
        except np.linalg.LinAlgError as error:
            raise CannotSolve(NO_WEIGHTS) from error
        decrement = float(np.sqrt(max(slope @ step, 0.0)))
        y = y - step / (1 + decrement)
        if not (y > 0).all():
            break
        if decrement < _CONVERGED:
            weights: Floats = y / deviations / float((y / deviations).sum())
            return weights
    raise CannotSolve(NO_WEIGHTS)
