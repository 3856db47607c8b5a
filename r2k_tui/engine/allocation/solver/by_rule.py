"""Portfolios formed by a rule within each sleeve: hierarchical and equal risk contributions, equal weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from r2k_tui.analytics.portfolio.limits import WeightLimits, by_sleeve
from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.engine.allocation.solver.moments import RISKLESS_DEVIATION, AnnualMoments, checked, factor, riskless
from r2k_tui.engine.allocation.solver.reasons import NO_WEIGHTS, CannotSolve


def hrp(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Hierarchical risk parity within each sleeve. Raises CannotSolve. Source: Lopez de Prado, JPM 42 (2016)."""
    from skfolio.cluster import HierarchicalClustering, LinkageMethod
    from skfolio.optimization import HierarchicalRiskParity
    from skfolio.seriation import HierarchicalSeriation

    def inside(columns: Counts) -> Floats:
        part = moments.of(columns)
        clusters = HierarchicalClustering(linkage_method=LinkageMethod.SINGLE)
        tree = HierarchicalSeriation(hierarchical_clustering_estimator=clusters)
        model = HierarchicalRiskParity(prior_estimator=_prior(part), seriation_estimator=tree)
        return _solved(lambda: model.fit(part.returns).weights_)

    return _in_sleeves(moments, limits, inside)


def risk_parity(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Equal risk contributions within each sleeve. Raises CannotSolve. Source: Maillard et al., JPM 36 (2010)."""
    from skfolio.optimization import RiskBudgeting

    def inside(columns: Counts) -> Floats:
        part = moments.of(columns)
        return _solved(lambda: RiskBudgeting(prior_estimator=_prior(part)).fit(part.returns).weights_)

    return _in_sleeves(moments, limits, inside)


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


def _solved(solve: Callable[[], Floats]) -> Floats:
    """Weights from a solver. Raises CannotSolve if it fails (exception chained as cause) or returns NaN."""
    try:
        weights = np.asarray(solve(), dtype=np.float64)
    except ModuleNotFoundError:
        raise
    except Exception as error:
        raise CannotSolve(NO_WEIGHTS) from error
    if not np.isfinite(weights).all():
        raise CannotSolve(NO_WEIGHTS)
    return weights


def _prior(moments: AnnualMoments) -> Any:
    """Prior that keeps skfolio from re-estimating the moments. Riskless members get a tiny variance, because a
    covariance matrix with a zero variance has no Cholesky factor.
    """
    from r2k_tui.engine.allocation.solver.fixed_moments import FixedMomentsPrior

    trace = np.diag(np.where(riskless(moments), YEAR * RISKLESS_DEVIATION**2, 0.0))
    return FixedMomentsPrior(moments.mu, moments.covariance + trace)
