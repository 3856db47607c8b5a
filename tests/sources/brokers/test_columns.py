"""Columns by name; an error names line and column."""

from __future__ import annotations

import pytest

from r2k_tui.sources.brokers.columns import NamedCells, header_of, plain
from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.text import TableRow

HEADER = header_of(TableRow(3, ("Symbol", "Qty (Quantity)", "Cost Basis")))


def test_names_without_case_and_punctuation() -> None:
    assert plain("Qty (Quantity)") == "qtyquantity"
    assert HEADER.place("quantity", "qtyquantity") == 1


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(UnreadableExport, match=r"line 3: no column Price; the columns are Symbol, Qty"):
        HEADER.need("Price", "price")


def test_a_cell_that_is_no_number_has_a_line_and_a_column() -> None:
    cells = NamedCells(HEADER, TableRow(7, ("IWM", "many")))
    with pytest.raises(UnreadableExport, match=r'line 7, column 2 \(Qty \(Quantity\)\): "many" is not a number'):
        cells.amount("qtyquantity")
    assert cells.amount("costbasis") is None, "a row may be shorter than its header"
