"""Fidelity's export: several accounts, money market, legal text."""

from __future__ import annotations

import pytest

from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.fidelity import is_fidelity, parse
from r2k_tui.sources.brokers.text import table_text
from tests.sources.brokers.exports import FIDELITY, SCHWAB


def test_every_account() -> None:
    table = table_text(FIDELITY)
    assert is_fidelity(table) and not is_fidelity(table_text(SCHWAB))
    export = parse(table)
    assert [(p.account, p.symbol, p.shares, p.cost) for p in export.positions] == [
        ("Z12345678", "IWM", 100.5, 200.0),
        ("222333444", "FXAIX", 10.0, None),
        ("222333444", "ABC", -5.0, 18.0),
    ]
    assert [(c.account, c.amount) for c in export.cash] == [("Z12345678", 1523.11)]
    assert [row.line for row in export.left_out] == [4, 6, 8]
    assert "not settled yet (-$500.00)" in export.left_out[-1].reason


def test_without_the_cost() -> None:
    with pytest.raises(UnreadableExport, match="no column Average Cost Basis"):
        parse(table_text(FIDELITY.replace(b"Cost Basis Total,Average Cost Basis", b"A,B")))
