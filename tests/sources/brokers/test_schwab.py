"""Schwab's exports of one and of all accounts."""

from __future__ import annotations

import pytest

from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.schwab import is_schwab, parse
from r2k_tui.sources.brokers.text import table_text
from tests.sources.brokers.exports import FIDELITY, SCHWAB, SCHWAB_ALL


def test_one_account() -> None:
    table = table_text(SCHWAB)
    assert is_schwab(table) and not is_schwab(table_text(FIDELITY))
    export = parse(table)
    found = {p.symbol: (p.shares, p.cost) for p in export.positions}
    assert found == {"IWM": (100.0, 200.0), "BRK-B": (1000.5, None), "ABC": (-10.0, 190.0)}
    assert [(c.amount, c.account) for c in export.cash] == [(1234.56, "Individual ...123")]
    assert [(row.line, row.reason) for row in export.left_out] == [(7, "an option: not imported")]


def test_all_accounts() -> None:
    export = parse(table_text(SCHWAB_ALL))
    assert [(p.account, p.symbol) for p in export.positions] == [("Individual ...123", "IWM"), ("Roth ...456", "IWN")]
    assert [(c.account, c.amount) for c in export.cash] == [("Roth ...456", 5.0)]


def test_without_the_cost() -> None:
    with pytest.raises(UnreadableExport, match="line 3: no column Cost Basis"):
        parse(table_text(SCHWAB.replace(b'"Cost Basis"', b'"Basis"')))


def test_a_price_where_shares_belong() -> None:
    with pytest.raises(UnreadableExport, match=r"line 4, column 3 \(Qty"):
        parse(table_text(SCHWAB.replace(b'"100"', b'"one hundred"')))
