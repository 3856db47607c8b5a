"""Renormalising and zones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.scores import gauge, momentum_score
from r2k_tui.analytics.scores.composite import RISK_ZONES, combine, zone_index, zone_name

WEIGHTS = np.array([25.0, 20.0, 10.0, 30.0, 15.0])


@given(st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=5, max_size=5))
def test_the_available_weight_decides(values: list[float | None]) -> None:
    parts = np.array([[np.nan if value is None else value for value in values]])
    found = float(combine(parts, WEIGHTS)[0])
    known = [(value, weight) for value, weight in zip(values, WEIGHTS, strict=True) if value is not None]
    carried = sum(weight for _, weight in known)
    if carried < 60:
        assert math.isnan(found)
        return
    assert found == pytest.approx(sum(value * weight for value, weight in known) / carried)
    assert -1e-9 <= found <= 100 + 1e-9


def test_sixty_percent_is_enough() -> None:
    at = np.array([[10.0, 20.0, np.nan, np.nan, 30.0]])
    assert combine(at, WEIGHTS)[0] == pytest.approx((250 + 400 + 450) / 60)
    below = np.array([[10.0, 20.0, 30.0, np.nan, np.nan]])
    assert math.isnan(combine(below, WEIGHTS)[0])


def test_zones_start_at_their_edge() -> None:
    scores = np.array([0.0, 24.999, 25.0, 50.0, 74.999, 75.0, 100.0, np.nan])
    assert zone_index(scores).tolist() == [0, 0, 1, 2, 2, 3, 3, -1]
    assert [zone_name(value, RISK_ZONES) for value in (0.0, 25.0, 50.0, 75.0, 100.0)] == [*RISK_ZONES, "stress"]
    assert zone_name(math.nan, RISK_ZONES) is None


def test_the_weights_are_the_whole() -> None:
    for module in (gauge, momentum_score):
        assert sum(module.WEIGHTS.values()) == 100
        assert list(module.WEIGHTS) == list(module.COMPONENTS)
