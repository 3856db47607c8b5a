"""The small program of a ratio beside the general one, and beside random weights."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.portfolio.measures import volatility
from r2k_tui.engine.allocation.solver.frictions import Frictions
from r2k_tui.engine.allocation.solver.mean_risk import variance
from r2k_tui.engine.allocation.solver.program import Program
from r2k_tui.engine.allocation.solver.ratio import greatest_ratio
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from tests.engine.allocation.problems import workspace
from tests.engine.allocation.solver.oracles import random_weights

MADE = workspace()
MOMENTS, LIMITS = MADE.moments(), MADE.limits


@pytest.mark.parametrize("l2", [0.0, 0.05])
def test_it_is_the_optimum_of_the_general_program(l2: float) -> None:
    found = greatest_ratio(LIMITS, MOMENTS.mu, MOMENTS.covariance + l2 * np.eye(6))
    program = Program(LIMITS, Frictions(l2=l2), ratio=True)
    general = program.least(variance(program, MOMENTS.covariance), 20 * MOMENTS.mu @ program.weights >= 1)
    assert found == pytest.approx(general, abs=1e-6)


def test_nothing_random_has_a_greater_ratio() -> None:
    def ratio(weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        return float(weights @ MOMENTS.mu) / volatility(weights, MOMENTS.covariance)

    best, rng = ratio(greatest_ratio(LIMITS, MOMENTS.mu, MOMENTS.covariance)), np.random.default_rng(8)
    assert all(ratio(random_weights(LIMITS, rng)) <= best + 1e-9 for _ in range(500))


def test_the_unit_of_the_numerator_does_not_matter() -> None:
    one, other = (greatest_ratio(LIMITS, MOMENTS.mu * unit, MOMENTS.covariance) for unit in (1.0, 100.0))
    assert one == pytest.approx(other, abs=1e-7)


def test_a_ratio_that_is_never_positive_and_limits_that_clash_have_no_weights() -> None:
    with pytest.raises(CannotSolve):
        greatest_ratio(LIMITS, -np.abs(MOMENTS.mu), MOMENTS.covariance)
    with pytest.raises(CannotSolve, match="contradict"):
        greatest_ratio(msgspec.structs.replace(LIMITS, upper=LIMITS.upper * 0.1), MOMENTS.mu, MOMENTS.covariance)
