"""The trades as a table to send."""

from __future__ import annotations

import csv
import io

import msgspec

from r2k_tui.model.allocation.trades import SoldLot, Trade, TradePlan
from r2k_tui.ui.drawing.table_export import csv_text
from r2k_tui.ui.views.allocation.export.trades import HEADER, trades_table
from tests.fakes.still_allocation import STUDY


def test_one_row_a_trade_with_its_lots_and_marks() -> None:
    found = list(csv.DictReader(io.StringIO(csv_text(trades_table(STUDY, simulated=True)))))
    assert [(row["symbol"], row["action"], row["shares"]) for row in found] == [
        ("IWM", "SELL", "84"),
        ("TLT", "BUY", "130"),
        ("SPY", "BUY", "17"),
    ]
    sale = found[0]
    assert (sale["price"], sale["currency"], sale["value"], sale["realized_gain"]) == (
        "291.2",
        "USD",
        "24460.8",
        "6778.8",
    )
    assert (sale["lots"], sale["lot_shares"], sale["opened"]) == ("IWM#2;IWM#1", "40;44", "2027-04-08;2030-11-08")
    assert {(row["source"], row["as_of"], row["SIMULATED"]) for row in found} == {("demo", "2031-05-15 12:00", "true")}
    assert found[1]["realized_gain"] == found[1]["lots"] == ""


def test_a_lot_of_several_portfolios_names_its_own() -> None:
    sale = Trade("IWM", -60, 10.0, -600.0, lots=(SoldLot("IWM#2", 40, portfolio="IRA"), SoldLot("IWM#1", 20)))
    study = msgspec.structs.replace(STUDY, plan=TradePlan("equal", (sale,), 1.0))
    row = dict(zip(HEADER, trades_table(study, simulated=False).rows[0], strict=True))
    assert (row["lots"], row["lot_shares"]) == ("IWM#2 (IRA);IWM#1", "40;20")


def test_a_name_that_a_spreadsheet_would_compute_is_text_and_numbers_are_plain() -> None:
    sale = Trade("=1+1", -1234.5, 1e6, -1.2345e9, lots=(SoldLot("@SUM(A1)#1", 1234.5),), shares_without_cost=1234.5)
    study = msgspec.structs.replace(STUDY, plan=TradePlan("equal", (sale,), 1.0), source="-x")
    _, row = csv.reader(io.StringIO(csv_text(trades_table(study, simulated=False))))
    cells = dict(zip(HEADER, row, strict=True))
    assert (cells["symbol"], cells["lots"], cells["source"]) == ("'=1+1", "'@SUM(A1)#1", "'-x")
    assert (cells["shares"], cells["price"], cells["value"]) == ("1234.5", "1000000.0", "1234500000.0")
    assert cells["realized_gain"] == "", "an unknown gain is not zero"


def test_without_a_plan_only_the_header() -> None:
    assert trades_table(msgspec.structs.replace(STUDY, plan=None), simulated=False).rows == []
