"""The least CVaR by the days that matter, and the least CDaR, beside their programs in cvxpy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.measures import TAIL
from r2k_tui.analytics.risk.tail_risk import rockafellar_uryasev
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.frictions import Frictions
from r2k_tui.engine.allocation.solver.program import Program
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.solver.tail_program import least_cdar, least_cvar
from tests.cases import cases
from tests.engine.allocation.problems import market, workspace
from tests.engine.allocation.solver.oracles import random_weights

LIMITS = workspace().limits
DAILY = market().returns * 100


def cost(returns: Floats, weights: Floats, l2: float) -> float:
    return float(rockafellar_uryasev(np.sort(returns @ weights), TAIL) + l2 * weights @ weights)


def of_all_days(returns: Floats, l2: float) -> Floats:
    import cvxpy

    program, level = Program(LIMITS, Frictions(l2=l2)), cvxpy.Variable()
    beyond = cvxpy.sum(cvxpy.pos(-returns @ program.weights - level)) / (TAIL * len(returns))
    return program.least(level + beyond + program.squares())


@pytest.mark.parametrize("l2", [0.0, 0.3])
@pytest.mark.parametrize("days", [1500, 300, 7])
def test_it_is_the_optimum_of_the_program_of_all_days(days: int, l2: float) -> None:
    returns = DAILY[:days]
    found, general = least_cvar(returns, LIMITS, TAIL, l2), of_all_days(returns, l2)
    assert cost(returns, found, l2) == pytest.approx(cost(returns, general, l2), abs=1e-6)
    assert cost(returns, found, l2) <= cost(returns, general, l2) + 1e-9


def test_days_that_equal_weights_survive_count_where_others_do_not() -> None:
    # The best member of all falls on days on which the others rise: its days are not among the worst of equal weights.
    rng = np.random.default_rng(5)
    returns = rng.normal(0, 1, (2000, 6))
    returns[:, 0] *= 0.05
    returns[:150, 0], returns[:150, 1:] = -6.0, 3.0
    found = least_cvar(returns, LIMITS, TAIL, 0.0)
    assert cost(returns, found, 0.0) == pytest.approx(cost(returns, of_all_days(returns, 0.0), 0.0), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(3, 400), st.floats(-2, 2))
def test_nothing_random_loses_less(seed: int, days: int, drift: float) -> None:
    rng = np.random.default_rng(seed)
    returns = rng.standard_t(3, (days, 6)) + drift
    best = cost(returns, least_cvar(returns, LIMITS, TAIL, 0.0), 0.0)
    assert all(cost(returns, random_weights(LIMITS, rng), 0.0) >= best - 1e-6 for _ in range(20))


def test_returns_that_never_vary_have_some_optimum_and_clashing_limits_none() -> None:
    import msgspec

    assert least_cvar(np.zeros((60, 6)), LIMITS, TAIL, 0.0).sum() == pytest.approx(1)
    with pytest.raises(CannotSolve, match="contradict"):
        least_cvar(DAILY, msgspec.structs.replace(LIMITS, upper=LIMITS.upper * 0.1), TAIL, 0.0)


def cdar(path: Floats, weights: Floats, l2: float) -> float:
    value = path @ weights
    falls = value - np.maximum.accumulate(np.maximum(value, 0.0))
    return float(rockafellar_uryasev(np.sort(falls), TAIL) + l2 * weights @ weights)


@cases("l2", [0.0, 0.3])
@cases("days", [300, 40, 1])
def test_the_least_cdar_is_the_optimum_of_its_program(days: int, l2: float) -> None:
    import cvxpy

    path = np.cumsum(DAILY, axis=0)[:days] / 10
    program = Program(LIMITS, Frictions(l2=l2))
    value, peak, level = path @ program.weights, cvxpy.Variable(days, nonneg=True), cvxpy.Variable()
    beyond = cvxpy.sum(cvxpy.pos(peak - value - level)) / (TAIL * days)
    general = program.least(level + beyond + program.squares(), peak >= value, peak[1:] >= peak[:-1])
    found = least_cdar(path, LIMITS, TAIL, l2)
    assert cdar(path, found, l2) == pytest.approx(cdar(path, general, l2), abs=1e-6)
    assert cdar(path, found, l2) <= cdar(path, general, l2) + 1e-9


def test_no_least_cdar_within_clashing_limits() -> None:
    import msgspec

    with pytest.raises(CannotSolve, match="contradict"):
        least_cdar(np.cumsum(DAILY, axis=0), msgspec.structs.replace(LIMITS, upper=LIMITS.upper * 0.1), TAIL, 0.0)
