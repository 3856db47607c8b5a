"""What cannot be true of a quote is taken out of it: a missing number is better than a wrong one."""

from __future__ import annotations

from r2k_tui.sources.parsing.plausibility import disputed, plausible, plausible_time, plausible_volume
from tests.cases import cases


def test_what_stands_well_beside_the_price_stays() -> None:
    prices = {"price": 100.0, "previous_close": 98.0, "open": 99.0, "day_high": 101.0, "day_low": 97.0, "bid": 99.9}
    assert plausible(prices) == prices


@cases(
    ("field", "kept", "gone"),
    [("open", 11.0, 9.0), ("bid", 999.0, 1001.0), ("previous_close", 1.1, 0.9), ("previous_close", 9999.0, 10_001.0)],
)
def test_a_field_of_another_unit_is_missing(field: str, kept: float, gone: float) -> None:
    assert plausible({"price": 100.0, field: kept})[field] == kept
    assert plausible({"price": 100.0, field: gone})[field] is None


def test_of_two_fields_in_the_wrong_order_neither_is_believed() -> None:
    assert plausible({"bid": 101.0, "ask": 100.0}) == {"bid": None, "ask": None}
    assert plausible({"day_low": 99.0, "day_high": 98.0}) == {"day_low": None, "day_high": None}


def test_the_range_of_a_day_may_lag_the_price_by_two_percent() -> None:
    assert plausible({"price": 100.0, "day_high": 98.5})["day_high"] == 98.5
    assert plausible({"price": 100.0, "day_high": 97.9})["day_high"] is None
    assert plausible({"price": 100.0, "day_low": 102.1})["day_low"] is None


def test_a_price_that_no_exchange_has_is_none() -> None:
    assert plausible({"price": 1.1e12, "bid": 5.0}) == {"price": None, "bid": 5.0}


def test_what_contradicts_the_price_is_told_apart_from_what_contradicts_itself() -> None:
    told = {"price": 100.0, "previous_close": 10_001.0, "bid": 101.0, "ask": 99.0, "open": 99.0}
    assert disputed(told) == {"previous_close": 10_001.0}
    assert disputed({"price": None, "previous_close": 5.0}) == {}


def test_volumes_and_moments() -> None:
    assert [plausible_volume(v) for v in (None, -1.0, 0.0, 1e15, 1.1e15)] == [None, None, 0.0, 1e15, None]
    assert [plausible_time(t, 1000.0) for t in (None, 500.0, 1300.0, 1301.0)] == [None, 500.0, 1300.0, None]
