"""Portfolios formed by a rule within each sleeve: hierarchical and equal risk contributions, equal weights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from r2k_tui.analytics.portfolio.limits import WeightLimits, by_sleeve
from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.engine.allocation.solver.equal_risk import equal_risk
from r2k_tui.engine.allocation.solver.hierarchy import hierarchical_risk_parity
from r2k_tui.engine.allocation.solver.moments import RISKLESS_DEVIATION, AnnualMoments, checked, factor, riskless


def hrp(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Hierarchical risk parity within each sleeve. Raises CannotSolve. Source: Lopez de Prado, JPM 42 (2016)."""
    return _in_sleeves(moments, limits, lambda columns: hierarchical_risk_parity(_definite(moments.of(columns))))


def risk_parity(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Equal risk contributions within each sleeve. Raises CannotSolve. Source: Maillard et al., JPM 36 (2010)."""
    return _in_sleeves(moments, limits, lambda columns: equal_risk(_definite(moments.of(columns))))


def equal(limits: WeightLimits) -> Floats:
    """Equal weights within each sleeve."""
    return by_sleeve(limits, lambda columns: np.full(len(columns), 1 / len(columns)))


def _in_sleeves(moments: AnnualMoments, limits: WeightLimits, inside: Callable[[Counts], Floats]) -> Floats:
    factor(checked(moments).covariance)
    return by_sleeve(limits, _or_alone(_risky_only(riskless(moments), inside)))


def _risky_only(without_risk: Flags, inside: Callable[[Counts], Floats]) -> Callable[[Counts], Floats]:
    """Wrap `inside` to weight only the risky members of a sleeve; a sleeve without any gets equal weights."""

    def among(columns: Counts) -> Floats:
        risky = columns[~without_risk[columns]]
        if len(risky) == len(columns):
            return inside(columns)
        weights = np.zeros(len(columns))
        if not len(risky):
            return np.full(len(columns), 1 / len(columns))
        weights[~without_risk[columns]] = np.ones(1) if len(risky) == 1 else inside(risky)
        return weights

    return among


def _or_alone(inside: Callable[[Counts], Floats]) -> Callable[[Counts], Floats]:
    return lambda columns: np.ones(1) if len(columns) == 1 else inside(columns)


def _definite(moments: AnnualMoments) -> Floats:
    """Covariance with a tiny variance for riskless members: with a zero variance it has no Cholesky factor."""
    result: Floats = moments.covariance + np.diag(np.where(riskless(moments), YEAR * RISKLESS_DEVIATION**2, 0.0))
    return result
