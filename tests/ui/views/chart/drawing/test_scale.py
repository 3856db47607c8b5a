"""The scale: everything on it, steady under small moves, ticks that are round and whole."""

from __future__ import annotations

from math import isclose, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.views.chart.drawing.scale import nice_top, scale_for, ticks_of
from tests.cases import cases

PRICES = st.lists(st.floats(1e-7, 1e9), min_size=1, max_size=30)


@given(PRICES, st.integers(1, 40), st.booleans())
def test_all_prices_are_on_it_in_their_order(prices: list[float], rows: int, logarithmic: bool) -> None:
    scale = scale_for(prices, [], rows, logarithmic=logarithmic)
    assert all(scale.low <= price * (1 + 1e-9) and price <= scale.high * (1 + 1e-9) for price in prices)
    steps = [scale.row(price) for price in sorted(prices)]
    assert steps == sorted(steps, reverse=True)
    assert set(steps) <= set(range(rows))


@given(st.floats(1e-6, 1e8), st.floats(1.001, 50.0), st.integers(3, 40), st.booleans())
def test_labels_are_as_far_apart_as_their_values(low: float, ratio: float, rows: int, logarithmic: bool) -> None:
    scale = scale_for([low, low * ratio], [], rows, logarithmic=logarithmic)
    ticks = ticks_of(scale)
    words = [word for _, word in ticks]
    assert len(set(words)) == len(words), words
    for row, word in ticks:
        assert abs(scale.row(float(word.replace(",", ""))) - row) <= 1


def test_a_small_move_leaves_the_scale_as_it_is() -> None:
    first = scale_for([100.0, 120.0, 119.0], [], 20, logarithmic=False)
    assert scale_for([100.0, 120.0, 119.9], [], 20, logarithmic=False) == first
    assert scale_for([100.0, 120.2, 119.9], [], 20, logarithmic=False).rows == 20


def test_a_line_far_away_does_not_squeeze_the_prices() -> None:
    prices = [100.0, 110.0]
    assert scale_for(prices, [40.0, nan], 10, logarithmic=False) == scale_for(prices, [], 10, logarithmic=False)
    assert scale_for(prices, [111.0], 10, logarithmic=False).high >= 111.0


def test_a_logarithmic_scale_gives_equal_shares_equal_room() -> None:
    scale = scale_for([10.0, 1000.0], [], 100, logarithmic=True)
    assert isclose(
        scale.step(10.0, 1000) - scale.step(100.0, 1000), scale.step(100.0, 1000) - scale.step(1000.0, 1000), abs_tol=2
    )
    assert [word for _, word in ticks_of(scale)][:2] == ["10", "20"]


def test_without_a_price_above_zero_there_is_no_logarithm() -> None:
    assert not scale_for([-1.0, 5.0], [], 10, logarithmic=True).log


@cases(
    ("low", "high", "word"),
    [
        (0.0000121, 0.0000139, "0.0000125"),
        (1_234_000.0, 1_236_000.0, "1,235,000"),
        (87_000_000_000.0, 88_000_000_000.0, "87,500,000,000"),
    ],
)
def test_labels_of_very_small_and_very_large_prices_are_whole(low: float, high: float, word: str) -> None:
    labels = [word for _, word in ticks_of(scale_for([low, high], [], 12, logarithmic=False))]
    assert word in labels


@cases(("most", "top"), [(1.0, 1.0), (1.2, 1.5), (41.2e6, 5e7), (950.0, 1000.0)])
def test_the_top_of_the_volumes_is_round(most: float, top: float) -> None:
    assert nice_top(most) == pytest.approx(top)
