"""Targets and ratios against programs of scipy and skfolio, and words for those out of reach."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.measures import diversification_ratio, volatility
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver import mean_risk
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from tests.cases import cases
from tests.engine.allocation.problems import workspace
from tests.engine.allocation.solver.oracles import by_slsqp, random_weights

MADE = workspace()
MOMENTS, LIMITS = MADE.moments(), MADE.limits
CLOSE = 2e-3
LEAST = volatility(mean_risk.min_vol(MOMENTS, LIMITS), MOMENTS.covariance)


def earned(w: Floats) -> float:
    return float(w @ MOMENTS.mu)


def risk(w: Floats) -> float:
    return volatility(w, MOMENTS.covariance)


@cases("above", [1.02, 1.2, 1.6])
def test_the_greatest_return_at_a_volatility(above: float) -> None:
    found = mean_risk.target_vol(MOMENTS, LIMITS, LEAST * above)
    oracle = by_slsqp(LIMITS, lambda w: -earned(w), lambda w: (LEAST * above - risk(w)) * 10)
    assert risk(found) <= LEAST * above * (1 + 1e-5)
    assert earned(found) >= earned(oracle) - 1e-5


def test_a_volatility_that_never_binds_is_the_greatest_return() -> None:
    assert mean_risk.target_vol(MOMENTS, LIMITS, 2.0) == pytest.approx(mean_risk.max_return(MOMENTS, LIMITS), abs=CLOSE)
    assert risk(mean_risk.target_vol(MOMENTS, LIMITS, LEAST)) == pytest.approx(LEAST, rel=1e-6)


@cases("share", [0.2, 0.6, 0.95])
def test_the_least_volatility_at_a_return(share: float) -> None:
    low, high = (earned(w(MOMENTS, LIMITS)) for w in (mean_risk.min_vol, mean_risk.max_return))
    wanted = low + share * (high - low)
    found = mean_risk.target_return(MOMENTS, LIMITS, wanted)
    oracle = by_slsqp(LIMITS, lambda w: risk(w) * 10, lambda w: (earned(w) - wanted) * 100)
    assert earned(found) >= wanted - 1e-6 and found == pytest.approx(oracle, abs=CLOSE)


def test_the_greatest_diversification_is_that_of_skfolio_and_scipy() -> None:
    from skfolio.optimization import MaximumDiversification

    found = mean_risk.max_diversification(MOMENTS, LIMITS)
    rows = np.zeros((2, 6))
    rows[0, :2] = rows[1, 2:] = 1.0
    model = MaximumDiversification(
        min_weights=LIMITS.lower,
        max_weights=LIMITS.upper,
        left_inequality=np.vstack([rows, -rows]),
        right_inequality=np.array([0.45, 0.55, -0.45, -0.55]),
    ).fit(MOMENTS.returns)
    oracle = by_slsqp(LIMITS, lambda w: -diversification_ratio(w, MOMENTS.covariance))
    for other in (model.weights_, oracle):
        assert found == pytest.approx(other, abs=CLOSE)


def test_nothing_random_is_more_diversified() -> None:
    best = diversification_ratio(mean_risk.max_diversification(MOMENTS, LIMITS), MOMENTS.covariance)
    rng = np.random.default_rng(2)
    for _ in range(500):
        assert diversification_ratio(random_weights(LIMITS, rng), MOMENTS.covariance) <= best + 1e-9


def test_targets_out_of_reach_are_told_with_what_is_possible() -> None:
    with pytest.raises(CannotSolve, match=rf"^target_volatility 3 % is below the least possible, {LEAST * 100:.1f} %"):
        mean_risk.target_vol(MOMENTS, LIMITS, 0.03)
    best = earned(mean_risk.max_return(MOMENTS, LIMITS))
    with pytest.raises(CannotSolve, match=rf"^target_return 90 % is above the greatest possible, {best * 100:.1f} %"):
        mean_risk.target_return(MOMENTS, LIMITS, 0.9)


def test_all_excess_returns_negative() -> None:
    poor = MOMENTS._replace(mu=np.linspace(-0.06, -0.01, 6))
    with pytest.raises(
        CannotSolve, match=r"no member earns more than the risk-free rate \(best: VNQ -1 % against 0 %\)"
    ):
        mean_risk.max_sharpe(poor, LIMITS, 0.0)
    for weigh in (mean_risk.min_vol, mean_risk.max_return, mean_risk.max_diversification):
        assert weigh(poor, LIMITS).sum() == pytest.approx(1)


def test_members_without_any_risk_have_nothing_to_diversify() -> None:
    flat = MOMENTS._replace(covariance=np.zeros((6, 6)), returns=np.zeros_like(MOMENTS.returns))
    with pytest.raises(CannotSolve, match="no member has any risk"):
        mean_risk.max_diversification(flat, LIMITS)
