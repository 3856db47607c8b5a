"""Numbers and days in every notation of the brokers."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.sources.brokers.amounts import NotAnAmount, amount, day, uses_comma
from tests.cases import cases


@cases(
    ("text", "value"),
    [
        ("$1,234.56", 1234.56),
        ("-$200", -200.0),
        ("($2,000.00)", -2000.0),
        ("12.5-", -12.5),
        ("+$1055.25", 1055.25),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("0", 0.0),
        ("--", None),
        ("n/a", None),
        ("", None),
        ("Incomplete", None),
    ],
)
def test_amounts(text: str, value: float | None) -> None:
    assert amount(text) == value


@cases(
    ("text", "words"),
    [("12,5", "decimal comma"), ("1.234,56", "decimal comma"), ("abc", "not a number"), ("1e999", "not a number")],
)
def test_what_is_no_amount(text: str, words: str) -> None:
    with pytest.raises(NotAnAmount, match=words):
        amount(text)


def test_decimal_commas_where_nothing_else_can_be_meant() -> None:
    assert amount("1.234,56", comma=True) == 1234.56
    assert uses_comma(["210,50", "1"]) is True
    assert uses_comma(["210.50", "1,000"]) is False
    assert uses_comma(["1", "2"]) is False
    assert uses_comma(["1,234"]) is None, "thousands or decimals: nobody knows"


@cases(
    "text",
    ["2025-04-08", "20250408", "20250408;103122", "2025-04-08, 10:31:22", "04/08/2025", "Apr-08-2025", "08.04.2025"],
)
def test_days(text: str) -> None:
    assert day(text) == date(2025, 4, 8)


def test_days_that_are_none() -> None:
    assert day("--") is None
    with pytest.raises(NotAnAmount, match="not a day"):
        day("2025-13-01")
