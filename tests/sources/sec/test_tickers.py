"""Tickers by the names of companies: only where there is one answer."""

from __future__ import annotations

from r2k_tui.model.market.holdings import EQUITY, FundHolding
from r2k_tui.sources.sec.tickers import by_name, name_key, with_tickers, without_ticker
from tests.cases import cases


def row(name: str, symbol: str = "", kind: str = EQUITY) -> FundHolding:
    return FundHolding(symbol or "-", symbol, name, "Energy" if symbol else "Other", kind, 0.1, exchange="NASDAQ")


@cases(
    ("a", "b"),
    [
        ("Abcd, Inc.", "ABCD INC"),
        ("Moog Inc., Class A", "MOOG INC CLASS A"),
        ("Ab & Cd Holdings Ltd", "AB AND CD HLDGS LTD"),
        ("O'Neil Corporation", "ONEIL CORP"),
        ("First Group International PLC", "FIRST GRP INTL"),
    ],
)
def test_two_notations_of_one_name(a: str, b: str) -> None:
    assert name_key(a) == name_key(b) != ""


def test_companies_that_differ_stay_apart() -> None:
    assert name_key("Moog Inc Class A") != name_key("Moog Inc Class B")
    assert name_key("First Bancorp") != name_key("Second Bancorp")


def test_a_name_that_two_stocks_share_names_none() -> None:
    known = by_name([row("Abcd Inc", "ABCD"), row("ABCD CORP", "ABCX"), row("Efgh Inc", "EFGH"), row("Cash")])
    assert list(known) == ["EFGH"]


def test_each_symbol_is_given_once_and_the_rest_is_counted_by_name() -> None:
    rows = [row("Efgh Inc", ""), row("EFGH Inc.", ""), row("Ijkl Inc", "IJKL"), row("Cash", kind="Cash")]
    found = with_tickers(rows, by_name([row("EFGH INC", "EFGH"), row("Other name", "IJKL")]))
    assert [one.symbol for one in found] == ["EFGH", "", "IJKL", ""]
    assert (found[0].ticker, found[0].sector, found[0].exchange) == ("EFGH", "Energy", "NASDAQ")
    assert without_ticker(found) == ("EFGH Inc.",)
