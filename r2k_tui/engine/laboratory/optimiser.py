"""Weights within limits, by skfolio; loads it (1.5 s) when first called, so only in the process of the laboratory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio_limits import Limits, by_sleeve, tidy
from r2k_tui.analytics.series import Counts, Floats

FRONTIER_POINTS = 40


class Moments(NamedTuple):
    """Expected returns and covariance of a year, and the daily returns they are from, one column a member."""

    mu: Floats
    covariance: Floats
    returns: Floats

    def of(self, columns: Counts) -> Moments:
        """The same for some of the members."""
        return Moments(self.mu[columns], self.covariance[np.ix_(columns, columns)], self.returns[:, columns])


class CannotSolve(Exception):
    """There are no such weights; the text says why, for people."""


def min_vol(moments: Moments, limits: Limits) -> Floats:
    """Least w' S w. Source: Markowitz, Journal of Finance 7 (1952)."""
    from skfolio import RiskMeasure

    return _mean_risk(moments, limits, risk_measure=RiskMeasure.VARIANCE)


def min_cvar(moments: Moments, limits: Limits) -> Floats:
    """Least one-day CVaR 95, as a linear program. Source: Rockafellar and Uryasev, Journal of Risk 2 (2000)."""
    from skfolio import RiskMeasure

    return _mean_risk(moments, limits, risk_measure=RiskMeasure.CVAR, cvar_beta=0.95)


def max_sharpe(moments: Moments, limits: Limits, risk_free: float) -> Floats:
    """Greatest (w' mu - rf) / sqrt(w' S w), as a cone program. Raises CannotSolve where nothing beats the rate."""
    from skfolio import RiskMeasure
    from skfolio.optimization import ObjectiveFunction

    goal = ObjectiveFunction.MAXIMIZE_RATIO
    measure = RiskMeasure.STANDARD_DEVIATION
    return _mean_risk(moments, limits, objective_function=goal, risk_measure=measure, risk_free_rate=risk_free)


def frontier(moments: Moments, limits: Limits, points: int = FRONTIER_POINTS) -> Floats:
    """Weights of least variance at returns evenly spaced from that of least variance to the greatest, row by row."""
    from skfolio import RiskMeasure

    first, last = min_vol(moments, limits), max_return(moments, limits)
    low, high = float(moments.mu @ first), float(moments.mu @ last)
    if high - low < 1e-9:
        return np.array([first])
    between = np.linspace(low, high, points)[1:-1]
    found = _fit(moments, limits, risk_measure=RiskMeasure.VARIANCE, min_return=between)
    return np.array([first, *(tidy(limits, weights) for weights in np.atleast_2d(found)), last])


def max_return(moments: Moments, limits: Limits) -> Floats:
    """Greatest w' mu, as a linear program. Raises CannotSolve."""
    from scipy.optimize import linprog

    left, right = _inequalities(limits)
    bounds = list(zip(limits.lower.tolist(), limits.upper.tolist(), strict=True))
    whole = np.ones((1, len(limits.symbols)))
    found = linprog(-moments.mu, A_ub=left, b_ub=right, A_eq=whole, b_eq=[1.0], bounds=bounds, method="highs")
    if found.status != 0:
        raise CannotSolve(f"no weights keep within the limits: {found.message}")
    return tidy(limits, np.asarray(found.x, dtype=np.float64))


def hrp(moments: Moments, limits: Limits) -> Floats:
    """Hierarchical risk parity inside each sleeve. Source: Lopez de Prado, JPM 42 (2016)."""
    from skfolio.cluster import HierarchicalClustering, LinkageMethod
    from skfolio.optimization import HierarchicalRiskParity
    from skfolio.seriation import HierarchicalSeriation

    def inside(columns: Counts) -> Floats:
        part = moments.of(columns)
        clusters = HierarchicalClustering(linkage_method=LinkageMethod.SINGLE)
        tree = HierarchicalSeriation(hierarchical_clustering_estimator=clusters)
        model = HierarchicalRiskParity(prior_estimator=_prior(part), seriation_estimator=tree)
        return _solved(lambda: model.fit(part.returns).weights_)

    return by_sleeve(limits, _or_alone(inside))


def risk_parity(moments: Moments, limits: Limits) -> Floats:
    """Equal shares of the variance inside each sleeve. Source: Maillard et al., JPM 36 (2010)."""
    from skfolio.optimization import RiskBudgeting

    def inside(columns: Counts) -> Floats:
        part = moments.of(columns)
        return _solved(lambda: RiskBudgeting(prior_estimator=_prior(part)).fit(part.returns).weights_)

    return by_sleeve(limits, _or_alone(inside))


def equal(limits: Limits) -> Floats:
    """The same for every member of a sleeve."""
    return by_sleeve(limits, lambda columns: np.full(len(columns), 1 / len(columns)))


def _or_alone(inside: Callable[[Counts], Floats]) -> Callable[[Counts], Floats]:
    return lambda columns: np.ones(1) if len(columns) == 1 else inside(columns)


def _mean_risk(moments: Moments, limits: Limits, **how: Any) -> Floats:
    if len(limits.symbols) == 1:
        return np.ones(1)
    return tidy(limits, _fit(moments, limits, **how))


def _fit(moments: Moments, limits: Limits, **how: Any) -> Floats:
    from skfolio.optimization import MeanRisk

    left, right = _inequalities(limits)
    model = MeanRisk(
        prior_estimator=_prior(moments),
        min_weights=limits.lower,
        max_weights=limits.upper,
        left_inequality=left,
        right_inequality=right,
        **how,
    )
    return _solved(lambda: model.fit(moments.returns).weights_)


def _solved(solve: Callable[[], Floats]) -> Floats:
    """What skfolio finds; whatever it raises becomes words."""
    try:
        weights = np.asarray(solve(), dtype=np.float64)
    except Exception as error:
        raise CannotSolve(f"the solver found no weights: {' '.join(str(error).split())[:160]}") from error
    if not np.isfinite(weights).all():
        raise CannotSolve("the solver found no weights")
    return weights


def _inequalities(limits: Limits) -> tuple[Floats, Floats]:
    """The shares of the sleeves as A w <= b."""
    rows, bounds = [], []
    for sleeve in limits.sleeves:
        row = np.zeros(len(limits.symbols))
        row[sleeve.members] = 1.0
        rows += [row, -row]
        bounds += [sleeve.most, -sleeve.least]
    return np.array(rows), np.array(bounds)


def _prior(moments: Moments) -> Any:
    """The moments as they are: skfolio must not estimate them again."""
    from r2k_tui.engine.laboratory.given_moments import GivenMoments

    return GivenMoments(moments.mu, moments.covariance)
