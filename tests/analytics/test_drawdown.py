"""Drawdowns against empyrical, and their bounds."""

from __future__ import annotations

import empyrical
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.drawdown import deepest, drawdown, drawdowns
from r2k_tui.analytics.returns import simple_returns
from tests.analytics.synthetic import walk


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 400))
def test_deepest_is_that_of_empyrical(seed: int, count: int) -> None:
    prices = walk(count, seed)
    assert deepest(prices) == pytest.approx(empyrical.max_drawdown(simple_returns(prices)), abs=1e-12)
    assert -1 <= deepest(prices) <= 0


@settings(max_examples=40)
@given(st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=60), st.floats(0.01, 100.0))
def test_bounds_and_scale(values: list[float], scale: float) -> None:
    prices = np.array(values)
    falls = drawdowns(prices)
    assert (falls <= 0).all()
    assert (falls >= -1).all()
    assert deepest(prices * scale) == pytest.approx(deepest(prices), abs=1e-9)


def test_dates_of_the_deepest() -> None:
    found = drawdown(np.array([10.0, 20.0, 15.0, 8.0, 12.0, 20.0, 25.0, 24.0]))
    assert found is not None
    assert (found.peak, found.trough, found.recovered) == (1, 3, 5)
    assert found.deepest == pytest.approx(-0.6)
    assert found.current == pytest.approx(-0.04)


def test_the_peak_of_a_fall_is_the_last_high_before_the_trough() -> None:
    found = drawdown(np.array([30.0, 29.0, 31.0, 20.0, 30.0]))
    assert found is not None
    assert (found.peak, found.trough, found.recovered) == (2, 3, None)


def test_no_fall_and_no_price() -> None:
    found = drawdown(np.array([1.0, 2.0, 2.0]))
    assert found is not None
    assert (found.deepest, found.current, found.peak) == (0, 0, None)
    assert drawdown(np.zeros(0)) is None
    assert drawdown(np.array([1.0, -1.0])) is None
    assert drawdown(np.array([1.0, np.nan])) is None
    assert np.isnan(deepest(np.array([1.0, 0.0])))
