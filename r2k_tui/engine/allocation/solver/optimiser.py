"""Portfolios by name of their method: the programs and rules of this folder in one place.

The first call imports cvxpy (1 s): worker process only.
"""

from __future__ import annotations

from r2k_tui.config.sections.allocation.names import LEAVE_STILL_OUT
from r2k_tui.engine.allocation.solver.active import BenchmarkReturns, max_ir, min_te
from r2k_tui.engine.allocation.solver.by_rule import equal, hrp, risk_parity
from r2k_tui.engine.allocation.solver.frictions import FREE, Frictions
from r2k_tui.engine.allocation.solver.mean_risk import (
    frontier,
    least_variance,
    max_diversification,
    max_return,
    max_sharpe,
    min_vol,
    target_return,
    target_vol,
)
from r2k_tui.engine.allocation.solver.moments import STILL, AnnualMoments, still
from r2k_tui.engine.allocation.solver.reasons import NO_WEIGHTS, CannotSolve
from r2k_tui.engine.allocation.solver.tail_risk import min_cdar, min_cvar

__all__ = [
    "FREE",
    "LEAVE_STILL_OUT",
    "NO_WEIGHTS",
    "STILL",
    "AnnualMoments",
    "BenchmarkReturns",
    "CannotSolve",
    "Frictions",
    "equal",
    "frontier",
    "hrp",
    "least_variance",
    "max_diversification",
    "max_ir",
    "max_return",
    "max_sharpe",
    "min_cdar",
    "min_cvar",
    "min_te",
    "min_vol",
    "risk_parity",
    "still",
    "target_return",
    "target_vol",
]
