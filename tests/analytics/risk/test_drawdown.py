"""Drawdowns against empyrical, and their bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.risk.drawdown import (
    DrawdownPeriod,
    deepest,
    drawdown,
    drawdowns,
    one_more,
    past_drawdown,
    stretches,
)
from r2k_tui.analytics.series.returns import simple_returns
from tests.analytics.synthetic import walk
from tests.cases import cases
from tests.late import Late

empyrical = Late("empyrical")


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


def by_hand(prices: np.ndarray) -> list[DrawdownPeriod]:
    """Every stretch below a high, bar by bar."""
    found: list[DrawdownPeriod] = []
    top, low = 0, 0
    for bar in range(1, len(prices)):
        if prices[bar] >= prices[top]:
            if low > top:
                found.append(DrawdownPeriod(top, low, bar, prices[low] / prices[top] - 1))
            top = low = bar
        elif low == top or prices[bar] < prices[low]:
            low = bar
    if low > top:
        found.append(DrawdownPeriod(top, low, None, prices[low] / prices[top] - 1))
    return found


@settings(max_examples=60)
@given(st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), min_size=1, max_size=40))
def test_stretches_are_those_found_bar_by_bar(values: list[float]) -> None:
    prices = np.array(values)
    found = stretches(prices)
    assert [(s.peak, s.trough, s.recovered) for s in found] == [
        (s.peak, s.trough, s.recovered) for s in by_hand(prices)
    ]
    assert [s.depth for s in found] == pytest.approx([s.depth for s in by_hand(prices)])


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 400))
def test_the_deepest_stretch_is_the_maximum_drawdown(seed: int, count: int) -> None:
    prices = walk(count, seed)
    found, whole = stretches(prices), drawdown(prices)
    assert whole is not None
    worst = min(found, key=lambda stretch: stretch.depth, default=None)
    assert (worst.depth if worst else 0.0) == pytest.approx(whole.deepest)
    if worst is not None:
        assert (worst.peak, worst.trough, worst.recovered) == (whole.peak, whole.trough, whole.recovered)
    open_ = [stretch for stretch in found if stretch.recovered is None]
    assert bool(open_) == (whole.current < 0)


def test_no_stretch_of_no_prices() -> None:
    assert stretches(np.zeros(0)) == ()
    assert stretches(np.array([1.0, np.nan])) == ()
    assert stretches(np.array([1.0, 0.0])) == ()
    assert stretches(np.array([1.0, 2.0, 3.0])) == ()


PRICE = st.sampled_from([1.0, 2.0, 2.5, 3.0, 0.0, math.nan])


@given(st.lists(st.sampled_from([1.0, 2.0, 2.5, 3.0]), min_size=1, max_size=8), PRICE)
def test_one_price_more_is_what_all_of_them_give(before: list[float], last: float) -> None:
    prices = np.array([*before, last])
    assert repr(one_more(past_drawdown(prices[:-1]), prices)) == repr(drawdown(prices))


@cases("before", [[], [1.0, 0.0], [math.nan, 1.0]])
def test_one_price_more_than_none_or_than_what_has_no_drawdown(before: list[float]) -> None:
    prices = np.array([*before, 2.0])
    assert repr(one_more(past_drawdown(prices[:-1]), prices)) == repr(drawdown(prices))
