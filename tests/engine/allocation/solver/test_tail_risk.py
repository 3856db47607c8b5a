"""The least CDaR against skfolio on the same weekly sums."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.risk.tail_risk import rockafellar_uryasev
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.frictions import Frictions
from r2k_tui.engine.allocation.solver.tail_risk import STEP, min_cdar, min_cvar, weekly_path
from tests.engine.allocation.problems import workspace
from tests.engine.allocation.solver.oracles import random_weights
from tests.late import Late

RiskMeasure = Late("skfolio", "RiskMeasure")
MeanRisk = Late("skfolio.optimization", "MeanRisk")

MADE = workspace()
MOMENTS, LIMITS = MADE.moments(), MADE.limits


def depth(weights: Floats) -> float:
    """CDaR 95 of the weekly sums."""
    path = weekly_path(MOMENTS.returns) @ weights
    falls = path - np.maximum.accumulate(np.maximum(path, 0.0))
    return rockafellar_uryasev(np.sort(falls), 0.05)


def test_the_last_day_counts_and_every_fifth_before_it() -> None:
    path, sums = weekly_path(MOMENTS.returns), np.cumsum(MOMENTS.returns, axis=0)
    assert len(path) == 1500 / STEP and path[-1].tolist() == sums[-1].tolist()
    assert path[-2].tolist() == sums[-6].tolist()


def test_the_least_cdar_is_that_of_skfolio() -> None:
    weekly = np.diff(weekly_path(MOMENTS.returns), axis=0, prepend=0.0)
    rows = np.zeros((2, 6))
    rows[0, :2] = rows[1, 2:] = 1.0
    model = MeanRisk(
        risk_measure=RiskMeasure.CDAR,
        min_weights=LIMITS.lower,
        max_weights=LIMITS.upper,
        left_inequality=np.vstack([rows, -rows]),
        right_inequality=np.array([0.45, 0.55, -0.45, -0.55]),
    ).fit(weekly)
    found = min_cdar(MOMENTS, LIMITS)
    assert depth(found) == pytest.approx(depth(np.asarray(model.weights_)), rel=1e-4)
    assert found == pytest.approx(model.weights_, abs=2e-3)


def test_nothing_random_falls_less_deep() -> None:
    best, rng = depth(min_cdar(MOMENTS, LIMITS)), np.random.default_rng(4)
    for _ in range(300):
        assert depth(random_weights(LIMITS, rng)) >= best - 1e-7


def test_squared_weights_spread_both() -> None:
    for weigh in (min_cvar, min_cdar):
        plain, spread = weigh(MOMENTS, LIMITS), weigh(MOMENTS, LIMITS, Frictions(l2=1.0))
        assert spread @ spread < plain @ plain - 1e-3
