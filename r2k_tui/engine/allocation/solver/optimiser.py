"""Constrained portfolio optimization with skfolio. The first call imports skfolio (1.5 s): worker process only."""

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
    """Annual expected returns and covariance, and the daily returns they are estimated from, one column per member.

    `risk_free` is the mean annual rate over those days, `cash` the column of cash, which earns the rate of each day.
    """

    mu: Floats
    covariance: Floats
    returns: Floats
    risk_free: float = 0.0
    cash: int | None = None

    def of(self, columns: Counts) -> AnnualMoments:
        """Moments of the members at `columns`."""
        square = self.covariance[np.ix_(columns, columns)]
        places = columns.tolist()
        cash = places.index(self.cash) if self.cash in places else None
        return AnnualMoments(self.mu[columns], square, self.returns[:, columns], self.risk_free, cash)


class CannotSolve(Exception):
    """No weights satisfy the request; the text is the user-facing reason."""


# Daily standard deviation below which a member counts as cash: rounding of an accrual, not risk.
STILL = 1e-7
NO_WEIGHTS = (
    "no weights were found within the limits of [allocation] on these returns: widen a sleeve, a floor or max_weight, "
    "or choose another portfolio"
)
# Portfolios that divide by a member's risk and therefore exclude riskless members.
LEAVE_STILL_OUT = ("max_sharpe", "hrp", "risk_parity")


def still(moments: AnnualMoments) -> Flags:
    """Riskless members, one flag per member: cash, or a fund that only accrues interest."""
    flags: Flags = moments.returns.std(axis=0, ddof=1) < STILL
    if moments.cash is not None:
        # Its rate varies from day to day, which is no risk: it is the rate that returns are measured against.
        flags[moments.cash] = True
    return flags


def _without(limits: WeightLimits, members: Flags) -> WeightLimits:
    """Limits that cap the flagged members at their floors in each sleeve that can reach its minimum without them.

    Unchanged if the caps would leave no weights that sum to 1.
    """
    upper = limits.upper.copy()
    for sleeve in limits.sleeves:
        at = sleeve.members
        out = members[at]
        if out.any() and at_least(float(np.where(out, limits.lower[at], upper[at]).sum()), sleeve.least):
            upper[at[out]] = limits.lower[at[out]]
    room = sum(min(s.most, float(upper[s.members].sum())) for s in limits.sleeves)
    return limits if below(room, 1.0) else msgspec.structs.replace(limits, upper=upper)


def min_vol(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Minimum-variance weights: min w' S w. Raises CannotSolve. Source: Markowitz, Journal of Finance 7 (1952)."""
    from skfolio import RiskMeasure

    return _mean_risk(moments, limits, risk_measure=RiskMeasure.VARIANCE)


def min_cvar(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Minimum-CVaR weights (one day, 95%), by linear programming. Raises CannotSolve.

    Source: Rockafellar and Uryasev, Journal of Risk 2 (2000).
    """
    from skfolio import RiskMeasure

    return _mean_risk(moments, limits, risk_measure=RiskMeasure.CVAR, cvar_beta=0.95)


def max_sharpe(moments: AnnualMoments, limits: WeightLimits, risk_free: float) -> Floats:
    """Maximum-Sharpe weights: max (w' mu - rf) / sqrt(w' S w), by conic programming.

    Excludes riskless members, whose ratio is unbounded, as far as their floors and sleeves allow. Raises CannotSolve,
    also if no weights beat the risk-free rate.
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
    """Efficient frontier, shape (points, members): minimum variance at evenly spaced expected returns.

    The returns run from that of the minimum-variance portfolio to the maximum; a single row if the two coincide.
    Raises CannotSolve.
    """
    from skfolio import RiskMeasure

    first, last = min_vol(moments, limits), max_return(moments, limits)
    low, high = float(moments.mu @ first), float(moments.mu @ last)
    if high - low < 1e-9:
        return np.array([first])
    between = np.linspace(low, high, points)[1:-1]
    found = _fit(moments, limits, risk_measure=RiskMeasure.VARIANCE, min_return=between)
    return np.array([first, *(tidy(limits, weights) for weights in np.atleast_2d(found)), last])


def max_return(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Maximum-return weights: max w' mu, by linear programming. Raises CannotSolve."""
    from scipy.optimize import linprog

    left, right = _inequalities(limits)
    bounds = list(zip(limits.lower.tolist(), limits.upper.tolist(), strict=True))
    whole = np.ones((1, len(limits.symbols)))

    def solve() -> Floats:
        found = linprog(-moments.mu, A_ub=left, b_ub=right, A_eq=whole, b_eq=[1.0], bounds=bounds, method="highs")
        return np.asarray(found.x if found.status == 0 else [np.nan], dtype=np.float64)

    return tidy(limits, _solved(solve))


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

    return by_sleeve(limits, _or_alone(_moving(still(moments), inside)))


def risk_parity(moments: AnnualMoments, limits: WeightLimits) -> Floats:
    """Equal risk contributions within each sleeve. Raises CannotSolve. Source: Maillard et al., JPM 36 (2010)."""
    from skfolio.optimization import RiskBudgeting

    def inside(columns: Counts) -> Floats:
        part = moments.of(columns)
        return _solved(lambda: RiskBudgeting(prior_estimator=_prior(part)).fit(part.returns).weights_)

    return by_sleeve(limits, _or_alone(_moving(still(moments), inside)))


def equal(limits: WeightLimits) -> Floats:
    """Equal weights within each sleeve."""
    return by_sleeve(limits, lambda columns: np.full(len(columns), 1 / len(columns)))


def _moving(quiet: Flags, inside: Callable[[Counts], Floats]) -> Callable[[Counts], Floats]:
    """Wrap `inside` to weight only the risky members of a sleeve; a sleeve without any gets equal weights."""

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
    """Weights from a solver. Raises CannotSolve if it fails (exception chained as cause) or returns NaN."""
    try:
        weights = np.asarray(solve(), dtype=np.float64)
    except Exception as error:
        raise CannotSolve(NO_WEIGHTS) from error
    if not np.isfinite(weights).all():
        raise CannotSolve(NO_WEIGHTS)
    return weights


def _inequalities(limits: WeightLimits) -> tuple[Floats, Floats]:
    """Sleeve limits in the form A w <= b, as (A, b)."""
    rows, bounds = [], []
    for sleeve in limits.sleeves:
        row = np.zeros(len(limits.symbols))
        row[sleeve.members] = 1.0
        rows += [row, -row]
        bounds += [sleeve.most, -sleeve.least]
    return np.array(rows), np.array(bounds)


def _prior(moments: AnnualMoments) -> Any:
    """Prior that keeps skfolio from re-estimating the moments. Riskless members get a tiny variance, because a
    covariance matrix with a zero variance has no Cholesky factor.
    """
    from r2k_tui.engine.allocation.solver.fixed_moments import FixedMomentsPrior

    trace = np.diag(np.where(still(moments), YEAR * STILL**2, 0.0))
    return FixedMomentsPrior(moments.mu, moments.covariance + trace)
