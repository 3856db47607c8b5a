"""Round levels on an axis."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.drawing.plots.axes import price_ticks
from tests.cases import cases


@cases(
    ("low", "high", "most", "expected"),
    [
        (0.0, 100.0, 5, [0.0, 25.0, 50.0, 75.0, 100.0]),
        (1636.0, 2467.0, 2, [1750.0, 2000.0, 2250.0]),
        (66.0, 112.0, 2, [80.0, 100.0]),
        (3.0, 3.0, 4, [3.0]),
    ],
)
def test_round_levels(low: float, high: float, most: int, expected: list[float]) -> None:
    assert price_ticks(low, high, most) == expected


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 20))
def test_two_levels_at_least_and_three_or_what_is_allowed_at_most(low: float, span: float, most: int) -> None:
    levels = price_ticks(low, low + span, most)
    assert 2 <= len(levels) <= max(3, most)
    assert levels == sorted(set(levels))
