"""Forward P/E of a fund: harmonic, with and without loss-makers, and how much of the weight it rests on."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.cross_section.valuation import aggregate_growth, harmonic_pe


def test_by_hand() -> None:
    weights, yields = np.array([0.5, 0.3, 0.1, 0.1]), np.array([0.05, 0.10, -0.20, math.nan])
    whole, earning = harmonic_pe(weights, yields, losses=True), harmonic_pe(weights, yields, losses=False)
    assert whole == pytest.approx((0.9 / 0.035, 0.9))
    assert earning == pytest.approx((0.8 / 0.055, 0.8))


def test_a_fund_that_loses_as_a_whole_has_no_ratio() -> None:
    whole = harmonic_pe(np.array([0.5, 0.5]), np.array([0.01, -0.2]), losses=True)
    assert math.isnan(whole.value) and whole.coverage == 1.0
    assert math.isnan(harmonic_pe(np.array([1.0]), np.array([math.nan]), losses=False).value)


@given(st.lists(st.tuples(st.floats(1e-4, 1), st.floats(1, 200)), min_size=1, max_size=20))
def test_it_lies_between_its_members(members: list[tuple[float, float]]) -> None:
    weights, ratios = (np.array(column) for column in zip(*members, strict=True))
    found = harmonic_pe(weights, 1 / ratios, losses=True)
    assert ratios.min() * (1 - 1e-9) <= found.value <= ratios.max() * (1 + 1e-9)
    assert found.coverage == pytest.approx(1.0)
    assert found.value <= float((weights * ratios).sum() / weights.sum()) * (1 + 1e-9), "harmonic is below arithmetic"


def test_growth_is_of_the_sums() -> None:
    weights, shares = np.full(3, 1 / 3), np.array([10.0, 100.0, 5.0])
    grown = aggregate_growth(weights, np.array([2.0, 1.1, math.nan]), np.array([1.0, 1.0, 1.0]), shares)
    assert grown == pytest.approx((130 / 110 - 1, 2 / 3))
    assert math.isnan(aggregate_growth(weights, shares, -shares, shares).value)
