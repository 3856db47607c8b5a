"""IBKR's activity statement: lots, listings, cash by currency."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.ibkr import is_statement, parse_statement
from r2k_tui.sources.brokers.text import table_text
from tests.sources.brokers.exports import FLEX, STATEMENT


def test_open_positions() -> None:
    table = table_text(STATEMENT)
    assert is_statement(table) and not is_statement(table_text(FLEX))
    export = parse_statement(table)
    assert [(p.symbol, p.shares, p.cost, p.opened) for p in export.positions] == [
        ("IWM", 100.0, 200.0, date(2025, 4, 8)),
        ("IWM", 50.0, 203.0, date(2025, 5, 8)),
        ("BRK-B", 1000.0, 400.0, None),
        ("VOD.L", 500.0, 72.0, None),
    ]
    assert export.accounts == ("U1234567",)
    assert [(c.amount, c.currency) for c in export.cash] == [(1000.5, "USD"), (430.0, "EUR")]
    assert [row.name for row in export.left_out] == ["XYZ", "IWM 16JAN26 220 C"]


def test_a_statement_without_positions() -> None:
    with pytest.raises(UnreadableExport, match=r"no section Open Positions \(it has Statement, Account Information"):
        parse_statement(table_text(STATEMENT.replace(b"Open Positions", b"Offene Positionen")))
