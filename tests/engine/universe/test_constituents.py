"""The members of one list as columns."""

from __future__ import annotations

from r2k_tui.engine.universe.constituents import OTHER, Constituents
from r2k_tui.model.market.holdings import FundHolding, FundHoldings


def row(
    ticker: str, weight: float, sector: str = "Energy", symbol: str | None = None, kind: str = "Equity"
) -> FundHolding:
    return FundHolding(ticker, ticker if symbol is None else symbol, f"{ticker} Inc", sector, kind, weight)


def members(*rows: FundHolding) -> Constituents:
    return Constituents(FundHoldings("IWM", "2025-09-18", rows, 1.0, retrieved_at=7.0))


ROLL = members(row("B", 0.2), row("USD", 0.1, kind="Cash"), row("A", 0.5, "Utilities"), row("ESC", 0.1, symbol=""))


def test_stocks_are_members_in_the_order_of_the_list() -> None:
    assert ROLL.symbols == ("B", "A", "ESC")
    assert len(ROLL) == 3
    assert ROLL.weights.tolist() == [0.2, 0.5, 0.1]


def test_who_is_quoted_is_asked_for_the_heaviest_first() -> None:
    assert ROLL.quoted() == ("A", "B")
    assert ROLL.places == {"B": 0, "A": 1}
    assert ROLL.unlisted == ("ESC Inc",)


def test_sectors_are_numbered_and_there_is_always_another() -> None:
    assert ROLL.sectors == ("Energy", "Utilities", OTHER)
    assert [ROLL.sectors[place] for place in ROLL.sector_of] == ["Energy", "Utilities", "Energy"]


def test_sectors_beyond_what_a_byte_counts_are_other() -> None:
    many = members(*(row(f"S{n}", 0.001, f"sector {n:03}") for n in range(300)))
    assert len(many.sectors) == 255
    assert many.sectors[many.sector_of[299]] == OTHER


def test_another_list_has_another_key() -> None:
    assert members(row("A", 1.0)).key != ROLL.key
    assert ROLL.day == 20_349
