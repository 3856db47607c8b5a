"""Rows collected: what is left out is told, once each."""

from __future__ import annotations

from r2k_tui.sources.brokers.collected import CollectedRows
from r2k_tui.sources.brokers.symbols import FoundSymbol


def test_what_is_left_out_says_why() -> None:
    rows = CollectedRows()
    rows.add(1, "IWM", FoundSymbol("IWM"), 5.0, -10.0)
    rows.add(2, "ODD", FoundSymbol("", "an option"), 5.0, 1.0)
    rows.add(3, "IWN", FoundSymbol("IWN"), None, 1.0)
    rows.add(4, "SPY", FoundSymbol("SPY"), 2.0, 1.0, currency="EUR")
    rows.add_cash(5, None)
    export = rows.export("test")
    assert [(p.symbol, p.cost) for p in export.positions] == [("IWM", 10.0), ("SPY", None)]
    assert [(row.line, row.name) for row in export.left_out] == [(2, "ODD"), (3, "IWN"), (4, "SPY")]
    assert export.cash == ()
