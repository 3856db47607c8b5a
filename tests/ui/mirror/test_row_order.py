"""The order of sorted rows: every row once, missing values last, and no jumping under the reader's eyes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.mirror.row_order import SortValue, StableOrder, ordered

SYMBOLS = ("A", "B", "C", "D")
NUMBERS = st.one_of(st.none(), st.floats(allow_nan=False), st.integers(-5, 5).map(float))


@given(values=st.dictionaries(st.sampled_from("ABCDEFG"), NUMBERS, max_size=7), descending=st.booleans())
def test_every_row_stays_and_what_is_missing_is_last(values: dict[str, float | None], descending: bool) -> None:
    found = ordered(tuple(values), values.get, descending=descending)
    assert sorted(found) == sorted(values)
    numbers = [values[symbol] for symbol in found]
    known = [number for number in numbers if number is not None]
    assert numbers[: len(known)] == sorted(known, reverse=descending)


@given(st.lists(st.sampled_from("ABCDEFG"), unique=True), st.booleans())
def test_equal_rows_keep_the_order_of_the_list(symbols: list[str], descending: bool) -> None:
    assert ordered(tuple(symbols), lambda _: 1.0, descending=descending) == tuple(symbols)


class Prices:
    """Values that can be changed between two looks."""

    def __init__(self) -> None:
        self.values: dict[str, float] = {"A": 1.0, "B": 2.0, "C": 3.0, "D": 4.0}

    def __call__(self, symbol: str) -> SortValue:
        return self.values[symbol]


def test_other_numbers_move_no_row_for_five_seconds() -> None:
    order, prices = StableOrder(), Prices()
    assert order.of(SYMBOLS, "last", descending=True, value=prices, now=100.0) == ("D", "C", "B", "A")
    prices.values["A"] = 9.0
    assert order.of(SYMBOLS, "last", descending=True, value=prices, now=104.9) == ("D", "C", "B", "A")
    assert order.of(SYMBOLS, "last", descending=True, value=prices, now=105.0) == ("A", "D", "C", "B")


def test_a_key_sorts_at_once() -> None:
    order, prices = StableOrder(), Prices()
    order.of(SYMBOLS, "last", descending=True, value=prices, now=100.0)
    assert order.of(SYMBOLS, "last", descending=False, value=prices, now=100.1) == SYMBOLS
    assert order.of(("B", "A"), "last", descending=False, value=prices, now=100.2) == ("A", "B")
    assert order.of(("B", "A"), "none", descending=False, value=prices, now=100.3) == ("B", "A")


def test_a_clock_that_is_set_back_does_not_hold_the_order() -> None:
    order, prices = StableOrder(), Prices()
    order.of(SYMBOLS, "last", descending=False, value=prices, now=1e9)
    prices.values["A"] = 9.0
    assert order.of(SYMBOLS, "last", descending=False, value=prices, now=5.0) == ("B", "C", "D", "A")
