"""A fund's list: stocks are its members, cash and futures are not."""

from __future__ import annotations

from r2k_tui.model.market.holdings import FundHolding, FundHoldings


def row(ticker: str, asset_class: str) -> FundHolding:
    return FundHolding(ticker, ticker, f"{ticker} Inc", "Energy", asset_class, 0.1)


def test_only_stocks_are_members_in_the_order_of_the_list() -> None:
    rows = (row("B", "Equity"), row("USD", "Cash"), row("A", "EQUITY"), row("RTYZ5", "Futures"))
    assert [member.ticker for member in FundHoldings("IWM", "2025-09-18", rows, 1.0).equities()] == ["B", "A"]


def test_a_class_is_known_however_it_is_written() -> None:
    assert row("A", "equity").is_equity
    assert not row("A", "Equity Futures").is_equity
