"""Numbers of an answer: what counts as one."""

from __future__ import annotations

from typing import Any

from r2k_tui.sources.parsing.numbers import number
from tests.cases import cases
from tests.sources.yahoo.parsing.batches import FIELDS, NO_NUMBER, quote_with


@cases("odd", NO_NUMBER)
def test_what_is_no_number_is_missing(odd: Any) -> None:
    assert number(odd) is None
    quote = quote_with(**dict.fromkeys(FIELDS.values(), odd))
    assert {field: getattr(quote, field) for field in FIELDS} == dict.fromkeys(FIELDS)
    assert quote.delay_s == 0.0


@cases(
    ("wire", "value"),
    [
        (1, 1.0),
        (2.5, 2.5),
        ("3.25", 3.25),
        ("1,234.5", 1234.5),
        ("12,345,678", 12345678.0),
        ({"raw": 4.5, "fmt": "4.50"}, 4.5),
        ("1e3", 1000.0),
    ],
)
def test_clean_numbers_in_every_dress(wire: Any, value: float) -> None:
    assert quote_with(regularMarketVolume=wire).volume == value
