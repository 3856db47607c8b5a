"""Concentration by hand, and its bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.cross_section.concentration import concentration


def test_by_hand() -> None:
    found = concentration(np.array([0.4, 0.3, 0.2, 0.1]))
    assert found == pytest.approx((1 / 0.30, 1.0, 4))


def test_weights_are_scaled_to_one_and_the_largest_eight_are_summed() -> None:
    weights = np.array([0.002, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.003, math.nan, 0.0])
    found = concentration(weights)
    assert found.n == 10
    assert found.top == pytest.approx(0.40 / 0.405)
    assert found.effective == pytest.approx(0.405**2 / (8 * 0.05**2 + 0.002**2 + 0.003**2))


def test_equal_weights_are_as_many_effective_names() -> None:
    found = concentration(np.full(2000, 0.0005))
    assert found == pytest.approx((2000, 8 / 2000, 2000))


def test_no_weight_is_no_number() -> None:
    found = concentration(np.array([0.0, math.nan]))
    assert math.isnan(found.effective) and math.isnan(found.top) and found.n == 0


@given(st.lists(st.floats(1e-6, 1), min_size=1, max_size=50))
def test_effective_names_lie_between_one_and_all(weights: list[float]) -> None:
    found = concentration(np.array(weights))
    assert 1 - 1e-9 <= found.effective <= len(weights) * (1 + 1e-9)
    assert 0 < found.top <= 1 + 1e-9
