"""Lots in place of the sum of their position."""

from __future__ import annotations

from r2k_tui.sources.brokers.columns import NamedCells, header_of
from r2k_tui.sources.brokers.lots import lots_or_sums
from r2k_tui.sources.brokers.text import TableRow

HEADER = header_of(TableRow(1, ("LevelOfDetail", "ClientAccountID", "Symbol")))


def test_lots_where_there_are_any_else_the_sum() -> None:
    cells = [("SUMMARY", "A", "IWM"), ("LOT", "A", "IWM"), ("LOT", "A", "IWM"), ("SUMMARY", "B", "IWM")]
    rows = [NamedCells(HEADER, TableRow(line, row)) for line, row in enumerate(cells, 2)]
    assert [row.line for row in lots_or_sums(rows)] == [3, 4, 5], "the other account has no lots"
