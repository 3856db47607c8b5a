"""Moments that a solver can take, and words for those that it cannot."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.engine.allocation.solver.moments import checked, factor, riskless
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from tests.cases import cases
from tests.engine.allocation.problems import workspace

MOMENTS = workspace().moments()


def test_the_factor_gives_back_its_covariance_even_of_twins() -> None:
    twins = np.kron(MOMENTS.covariance, np.ones((2, 2)))
    for matrix in (MOMENTS.covariance, twins):
        assert factor(matrix).T @ factor(matrix) == pytest.approx(matrix, abs=1e-12)


def test_a_negative_variance_is_refused() -> None:
    with pytest.raises(CannotSolve, match="negative variance"):
        factor(-MOMENTS.covariance)


@cases("place", ["mu", "covariance", "returns"])
def test_what_is_no_number_is_refused(place: str) -> None:
    broken = np.full_like(getattr(MOMENTS, place), np.nan)
    with pytest.raises(CannotSolve, match="not a number"):
        checked(MOMENTS._replace(**{place: broken}))
    assert checked(MOMENTS) is MOMENTS


def test_a_part_keeps_its_own_and_the_market() -> None:
    part = MOMENTS.of(np.array([4, 0]))
    assert part.mu.tolist() == MOMENTS.mu[[4, 0]].tolist() and part.covariance[0, 1] == MOMENTS.covariance[4, 0]
    assert part.market is MOMENTS.market and part.market is not None
    assert not riskless(part).any()
