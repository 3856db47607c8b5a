"""Equal risk contributions against their definition, scipy and skfolio."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.engine.allocation.solver.equal_risk import equal_risk
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from tests.cases import cases
from tests.late import Late

FixedMomentsPrior = Late("tests.engine.allocation.solver.fixed_moments", "FixedMomentsPrior")
root = Late("scipy.optimize", "root")
RiskBudgeting = Late("skfolio.optimization", "RiskBudgeting")


def drawn(seed: int, width: int) -> np.ndarray:
    """Covariance of members whose volatilities differ by up to 10,000 times."""
    rng = np.random.default_rng(seed)
    scale = np.diag(10.0 ** rng.uniform(-4, 0, width))
    shape = rng.normal(size=(width, 2 * width))
    return scale @ (shape @ shape.T) @ scale / width


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_every_member_contributes_the_same_risk(seed: int, width: int) -> None:
    covariance = drawn(seed, width)
    weights = equal_risk(covariance)
    shares = weights * (covariance @ weights) / (weights @ covariance @ weights)
    assert (weights > 0).all() and weights.sum() == pytest.approx(1)
    assert shares == pytest.approx(np.full(width, 1 / width), abs=1e-10)


def test_two_members_are_weighted_by_the_inverse_of_their_volatility() -> None:
    weights = equal_risk(np.array([[0.04, -0.005], [-0.005, 0.01]]))
    assert weights == pytest.approx([1 / 3, 2 / 3], abs=1e-12)


@cases("seed", range(3))
def test_weights_are_those_of_other_solvers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    returns = rng.normal(size=(500, 6)) @ rng.normal(size=(6, 6)) * 0.01
    covariance = 252 * np.cov(returns.T)
    mine = equal_risk(covariance)
    slow = RiskBudgeting(prior_estimator=FixedMomentsPrior(np.zeros(6), covariance)).fit(returns).weights_
    assert mine == pytest.approx(slow, abs=2e-4)
    zero = root(lambda y: covariance @ np.exp(y) - np.exp(-y), np.zeros(6), tol=1e-13)
    assert mine == pytest.approx(np.exp(zero.x) / np.exp(zero.x).sum(), abs=1e-8)


@cases("covariance", [np.zeros((2, 2)), np.array([[1.0, -1.0], [-1.0, 1.0]]), np.full((2, 2), np.nan)])
def test_without_risk_there_is_no_answer(covariance: np.ndarray) -> None:
    with pytest.raises(CannotSolve):
        equal_risk(covariance)
