"""Accounts of an export, and its left-out rows as problems."""

from __future__ import annotations

from r2k_tui.sources.brokers.export import BrokerCash, BrokerExport, BrokerPosition, LeftOutRow


def test_accounts_in_the_order_of_the_file() -> None:
    positions = (BrokerPosition("IWM", 1.0, None, None, "B", 2), BrokerPosition("IWN", 1.0, None, None, "A", 3))
    export = BrokerExport("x", positions, (BrokerCash(1.0, "USD", "C", 4),), ())
    assert export.accounts == ("B", "A", "C")


def test_a_left_out_row_names_its_line() -> None:
    assert LeftOutRow(7, "XYZ", "an option").problem.named == "XYZ: line 7: an option"
