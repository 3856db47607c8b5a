"""Symbols of US stocks and ETFs, Yahoo's and Nasdaq's."""

from __future__ import annotations

from r2k_tui.sources.nasdaq.symbols import classes_to_try, is_same, nasdaq_symbol
from tests.cases import cases


@cases(("symbol", "nasdaq"), [("IWM", "IWM"), ("iwm", "IWM"), ("BRK-B", "BRK/B"), ("F", "F"), ("GOOGL", "GOOGL")])
def test_a_ticker_has_nasdaqs_notation(symbol: str, nasdaq: str) -> None:
    assert nasdaq_symbol(symbol) == nasdaq


@cases(
    "symbol",
    [
        "",
        "^RUT",
        "RTY=F",
        "EURUSD=X",
        "BTC-USD",
        "VOD.L",
        "7203.T",
        "BRK/B",
        "ABC-PA",
        "TOOLONG",
        "../x",
        "A B",
        "İWM",
        "\u212a",
    ],
)
def test_what_is_not_a_us_ticker_is_not_requested(symbol: str) -> None:
    assert nasdaq_symbol(symbol) is None


@cases(
    ("named", "same"),
    [("BRK/B", True), ("brk.b ", True), ("BRK-B", True), ("BRK/A", False), ("BRK", False), (None, False), (7, False)],
)
def test_an_answer_is_of_the_symbol_that_it_names(named: object, same: bool) -> None:
    assert is_same(named, "BRK/B") is same


def test_the_class_that_worked_comes_first_then_the_likely_one() -> None:
    assert classes_to_try("IWM", None) == ("etf", "stocks")
    assert classes_to_try("ABCD", None) == ("stocks", "etf")
    assert classes_to_try("ABCD", "etf") == ("etf", "stocks")
    assert classes_to_try("IWM", "stocks") == ("stocks", "etf")
