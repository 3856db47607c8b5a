"""Numbers from Nasdaq's strings."""

from __future__ import annotations

from typing import Any

from r2k_tui.sources.nasdaq.numbers import amount, positive_amount
from tests.cases import cases


@cases(
    ("text", "value"),
    [
        ("$241.15", 241.15),
        ("12,082,101", 12_082_101.0),
        ("$1,241.15", 1241.15),
        ("1132340", 1_132_340.0),
        ("-0.75", -0.75),
        ("−0.75", -0.75),
        ("+1.5", 1.5),
        ("-$3.10", -3.10),
        (" $ 5 ", 5.0),
        ("($0.12)", -0.12),
        ("(1,241.15)", -1241.15),
        ("0.12", 0.12),
        ("0", 0.0),
        (0.12, 0.12),
        (7, 7.0),
    ],
)
def test_a_number_in_any_of_its_notations(text: Any, value: float) -> None:
    assert amount(text) == value


def test_anything_else_is_no_number() -> None:
    for text in (
        *("", " ", "N/A", "--", "-", "$", "-0.31%", "1,2", "1,2345", "12,08,101", "1.2.3", "1e5", "nan", "inf", "0x1"),
        *("€5.00", "£5", "5 USD", "$$5", "(-1)", "((1))", "()", "(5", "5)", "(12%)", "١٢", "9" * 41, "[b]5", "5\x1b"),
        *(None, True, False, [], {}, float("nan"), float("inf"), 1e300),
    ):
        assert amount(text) is None, text
        assert positive_amount(text) is None, text


def test_an_integer_of_any_length_does_no_harm() -> None:
    assert amount(10**400) is None


@cases("text", ["0", "$0.00", "-0.75", 0, -1])
def test_no_price_is_zero_or_less(text: Any) -> None:
    assert positive_amount(text) is None
    assert positive_amount("$241.15") == 241.15
