"""Portfolios by rule: their sleeves, members alone, and members without risk."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.engine.allocation.solver.by_rule import equal, hrp, risk_parity
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from tests.engine.allocation.problems import workspace

MADE = workspace()
MOMENTS, LIMITS = MADE.moments(), MADE.limits


def test_each_sleeve_keeps_its_weight() -> None:
    for weights in (hrp(MOMENTS, LIMITS), risk_parity(MOMENTS, LIMITS), equal(LIMITS)):
        assert [weights[:2].sum(), weights[2:].sum()] == pytest.approx([0.45, 0.55])


def test_a_covariance_that_is_none_is_refused_in_words() -> None:
    for rule in (hrp, risk_parity):
        with pytest.raises(CannotSolve, match="negative variance"):
            rule(MOMENTS._replace(covariance=-MOMENTS.covariance), LIMITS)
        with pytest.raises(CannotSolve, match="not a number"):
            rule(MOMENTS._replace(mu=np.full(6, np.nan)), LIMITS)
