"""Tickers of a list, spelled as the source of quotes spells them."""

from __future__ import annotations

from r2k_tui.sources.holdings.parse import parse_holdings
from tests.cases import cases
from tests.fakes.invented_holdings import export
from tests.sources.holdings.lists import parsed


@cases(("ticker", "symbol"), [("MOGA", "MOG-A"), ("TRUE", "TRUE"), ("ADRO", ""), ("-", ""), ("S000", "S000")])
def test_tickers_as_the_source_spells_them(ticker: str, symbol: str) -> None:
    assert {r.symbol for r in parsed(export()).equities() if r.ticker == ticker} == {symbol}


def test_further_spellings_come_from_the_settings() -> None:
    found = parse_holdings(export(), "x.csv", symbols={"S001": "S-001"})
    assert "S-001" in {r.symbol for r in found.rows}
