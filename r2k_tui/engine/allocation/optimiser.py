"""Weights within limits, by skfolio. Loads it (1.5 s) when first called, so only in the worker process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.limits import WeightLimits, by_sleeve, tidy
from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.model.threshold import at_least, below

FRONTIER_POINTS = 40


class AnnualMoments(NamedTuple):
    """Expected returns and covariance of a year, and the daily returns they are from, one column a member.

    `risk_free` is the mean annual rate of those days.
    """

    mu: Floats
    covariance: Floats
    returns: Floats
    risk_free: float = 0.0

    def of(self, columns: Counts) -> AnnualMoments:
        """The same for some of the members."""
        square = self.covariance[np.ix_(columns, columns)]
        return AnnualMoments(self.mu[columns], square, self.returns[:, columns], self.risk_free)


class CannotSolve(Exception):
    """There are no such weights; the text says why, for people."""


# A day's standard deviation below this is that of a rounded accrual: cash, not a risk.
STILL = 1e-7
NO_WEIGHTS = (
    "no weights were found within the limits of [allocation] on these returns: widen a sleeve, a floor or max_weight, "
    "or choose another portfolio"
)
# Portfolios that divide by a member's risk, and so leave out one that has none.
LEAVE_STILL_OUT = ("max_sharpe", "hrp", "risk_parity")


def still(moments: AnnualMoments) -> Flags:
    """Which members hardly vary: cash, or a fund that only accrues."""
    flags: Flags = moments.returns.std(axis=0, ddof=1) < STILL
    return flags


def _without(limits: WeightLimits, members: Flags) -> WeightLimits:
    """The limits under which these members get no more than their floors, where their sleeve can do without them."""
    upper = limits.upper.copy()
    for sleeve in limits.sleeves:
        at = sleeve.members
        out = members[at]
        if out.any() and at_least(float(np.where(out, limits.lower[at], upper[at]).sum()), sleeve.least):
            upper[at[out]] = limits.lower[at[out]]
    room = sum(min(s.most, float(upper[s.members].sum())) for s in limits.sleeves)
    return limits if below(room, 1.0) else msgspec.structs.replace(limits, upper=upper)


def min_vol(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Least w' S w. Source: Markowitz, Journal of Finance 7 (1952)."""
    from skfolio import RiskMeasure

    return _mean_risk(moments, limits, risk_measure=RiskMeasure.VARIANCE)


def min_cvar(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Least one-day CVaR 95, as a linear program. Source: Rockafellar and Uryasev, Journal of Risk 2 (2000)."""
    from skfolio import RiskMeasure

    return _mean_risk(moments, limits, risk_measure=RiskMeasure.CVAR, cvar_beta=0.95)


def max_sharpe(moments: AnnualMoments, limits: WeightLimits, risk_free: float) -> Floats:
    """Greatest (w' mu - rf) / sqrt(w' S w), as a cone program. Raises CannotSolve where nothing beats the rate.

    Leaves out what hardly varies as far as its sleeve allows: its ratio has no bound.
    """
    from skfolio import RiskMeasure
    from skfolio.optimization import ObjectiveFunction

    limits = _without(limits, still(moments))
    best = float(moments.mu @ max_return(moments, limits))
    if best <= risk_free:
        words = f"the best return of a year within the limits is {best:.2%}, not above the risk-free {risk_free:.2%}"
        raise CannotSolve(f"no weights beat the risk-free rate: {words}")
    goal = ObjectiveFunction.MAXIMIZE_RATIO
    measure = RiskMeasure.STANDARD_DEVIATION
    return _mean_risk(moments, limits, objective_function=goal, risk_measure=measure, risk_free_rate=risk_free)


def frontier(moments: AnnualMoments, limits: WeightLimits, points: int = FRONTIER_POINTS) -> Floats:
    """Weights of least variance at returns evenly spaced from that of least variance to the greatest, row by row."""
    from skfolio import RiskMeasure

    first, last = min_vol(moments, limits), max_return(moments, limits)
    low, high = float(moments.mu @ first), float(moments.mu @ last)
    if high - low < 1e-9:
        return np.array([first])
    between = np.linspace(low, high, points)[1:-1]
    found = _fit(moments, limits, risk_measure=RiskMeasure.VARIANCE, min_return=between)
    return np.array([first, *(tidy(limits, weights) for weights in np.atleast_2d(found)), last])


def max_return(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Greatest w' mu, as a linear program. Raises CannotSolve."""
    from scipy.optimize import linprog

    left, right = _inequalities(limits)
    bounds = list(zip(limits.lower.tolist(), limits.upper.tolist(), strict=True))
    whole = np.ones((1, len(limits.symbols)))

    def solve() -> Floats:
        found = linprog(-moments.mu, A_ub=left, b_ub=right, A_eq=whole, b_eq=[1.0], bounds=bounds, method="highs")
        return np.asarray(found.x if found.status == 0 else [np.nan], dtype=np.float64)

    return tidy(limits, _solved(solve))


def hrp(moments: AnnualMoments, limits: WeightLimits) -> Floats:
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

    return by_sleeve(limits, _or_alone(_moving(still(moments), inside)))


def risk_parity(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Equal shares of the variance inside each sleeve. Source: Maillard et al., JPM 36 (2010)."""
    from skfolio.optimization import RiskBudgeting

    def inside(columns: Counts) -> Floats:
        part = moments.of(columns)
        return _solved(lambda: RiskBudgeting(prior_estimator=_prior(part)).fit(part.returns).weights_)

    return by_sleeve(limits, _or_alone(_moving(still(moments), inside)))


def equal(limits: WeightLimits) -> Floats:
    """The same for every member of a sleeve."""
    return by_sleeve(limits, lambda columns: np.full(len(columns), 1 / len(columns)))


def _moving(quiet: Flags, inside: Callable[[Counts], Floats]) -> Callable[[Counts], Floats]:
    """Weights of the members that vary; the others of a sleeve get none, or equal ones where there is nothing else."""

    def among(columns: Counts) -> Floats:
        moving = columns[~quiet[columns]]
        if len(moving) == len(columns):
            return inside(columns)
        weights = np.zeros(len(columns))
        if not len(moving):
            return np.full(len(columns), 1 / len(columns))
        weights[~quiet[columns]] = np.ones(1) if len(moving) == 1 else inside(moving)
        return weights

    return among


def _or_alone(inside: Callable[[Counts], Floats]) -> Callable[[Counts], Floats]:
    return lambda columns: np.ones(1) if len(columns) == 1 else inside(columns)


def _mean_risk(moments: AnnualMoments, limits: WeightLimits, **how: Any) -> Floats:
    if len(limits.symbols) == 1:
        return np.ones(1)
    return tidy(limits, _fit(moments, limits, **how))


def _fit(moments: AnnualMoments, limits: WeightLimits, **how: Any) -> Floats:
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
    """What skfolio finds; whatever it raises becomes words of our own, and stays the cause for the log."""
    try:
        weights = np.asarray(solve(), dtype=np.float64)
    except Exception as error:
        raise CannotSolve(NO_WEIGHTS) from error
    if not np.isfinite(weights).all():
        raise CannotSolve(NO_WEIGHTS)
    return weights


def _inequalities(limits: WeightLimits) -> tuple[Floats, Floats]:
    """The shares of the sleeves as A w <= b."""
    rows, bounds = [], []
    for sleeve in limits.sleeves:
        row = np.zeros(len(limits.symbols))
        row[sleeve.members] = 1.0
        rows += [row, -row]
        bounds += [sleeve.most, -sleeve.least]
    return np.array(rows), np.array(bounds)


def _prior(moments: AnnualMoments) -> Any:
    """The moments as they are: skfolio must not estimate them again. What never varies gets a trace of variance: a
    covariance without any for a member has no Cholesky factor.
    """
    from r2k_tui.engine.allocation.fixed_moments import FixedMomentsPrior

    trace = np.diag(np.where(still(moments), YEAR * STILL**2, 0.0))
    return FixedMomentsPrior(moments.mu, moments.covariance + trace)
