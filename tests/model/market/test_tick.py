"""Decimals of prices: what a source hints at, what digits show, and what a move needs."""

from __future__ import annotations

from array import array

from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.tick import decimals_for, own_decimals, price_words, quote_decimals, series_decimals
from tests.cases import cases


@cases(
    ("level", "decimals"),
    [
        (1.0852, 4),
        (1.08523, 5),
        (147.235, 3),
        (237.84, 2),
        (237.8, 2),
        (2465.52001953125, 2),
        (1.0851999521255493, 4),
        (1.0851889848709106, 2),
        (23.456789123, 2),
        (0.5, 4),
        (0.0, 2),
        (-37.63, 2),
        (100000.0, 2),
    ],
)
def test_a_price_shows_the_digits_that_it_has_and_no_computed_ones(level: float, decimals: int) -> None:
    assert own_decimals(level) == decimals


@cases(
    ("level", "move", "decimals"),
    [
        (1.0852, -0.001, 4),
        (1.08, -0.001, 3),
        (237.84, 0.01, 2),
        (237.84, 0.005, 3),
        (2465.52, 1e-6, 2),
        (2465.52, None, 2),
        (1.0851889848709106, 0.0009123, 4),
        (5.0, 0.0, 2),
    ],
)
def test_a_move_is_shown_with_the_decimals_that_it_takes(level: float, move: float | None, decimals: int) -> None:
    assert decimals_for(level, move) == decimals


@cases(
    ("price", "hint", "decimals"), [(1.0852, 4, 4), (2465.5234, 2, 2), (71250.0, 0, 0), (0.0004, 2, 6), (None, 4, None)]
)
def test_the_hint_of_the_source_comes_first(price: float | None, hint: int, decimals: int | None) -> None:
    assert quote_decimals(Quote("X", price, 1.0, decimals=hint)) == decimals


def test_a_series_has_the_decimals_of_its_closes_or_of_its_usual_move() -> None:
    rates = [1.0852 + 0.0013 * (place % 7) for place in range(200)]
    assert series_decimals([round(rate, 4) for rate in rates]) == 4
    computed = [1 / (0.92 + 0.0031 * (place % 5)) for place in range(200)]
    assert series_decimals(computed) == 4
    assert series_decimals([round(237.0 + 0.05 * place, 2) for place in range(200)]) == 2
    assert series_decimals(memoryview(array("d", [float("nan")]))) is None
    assert series_decimals([]) is None


def test_words_of_a_price() -> None:
    assert [price_words(value) for value in (1.0852, 2465.52, 1234567.0)] == ["1.0852", "2,465.52", "1,234,567.00"]
    assert price_words(1.0852, 2) == "1.09"
