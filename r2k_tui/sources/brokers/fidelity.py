"""Fidelity's `Portfolio_Positions_….csv`: one table of all accounts, money market funds marked `**`, legal text."""

from __future__ import annotations

from r2k_tui.sources.brokers.collected import CollectedRows
from r2k_tui.sources.brokers.columns import Header, NamedCells, first_header, plain
from r2k_tui.sources.brokers.export import BrokerExport, UnreadableExport
from r2k_tui.sources.brokers.symbols import yahoo_symbol
from r2k_tui.sources.brokers.text import TableText

TITLE = "Fidelity"
_ACCOUNT = ("accountnumber", "accountnamenumber", "account", "accountname")
_COST, _WHOLE = ("averagecostbasis", "averagecost", "costbasispershare"), ("costbasistotal", "costbasis")
_VALUE = ("currentvalue", "value")
_PENDING = "pendingactivity"
_SHORT = "short"


def is_fidelity(table: TableText) -> bool:
    """Whether the file has a table as Fidelity exports it."""
    return first_header(table.rows[:20], _is_header) is not None


def parse(table: TableText) -> BrokerExport:
    """Positions of every account. Raises UnreadableExport."""
    header = first_header(table.rows, _is_header)
    if header is None:
        raise UnreadableExport("no row of column names with Account Number, Symbol and Quantity")
    header.need("Quantity", "quantity")
    header.need("Average Cost Basis", *_COST, *_WHOLE)
    rows = CollectedRows()
    for row in table.rows:
        # The legal text below has one cell a row.
        if row.line > header.row.line and sum(bool(cell) for cell in row.cells) > 1:
            _take(NamedCells(header, row), rows)
    return rows.export(TITLE)


def _is_header(header: Header) -> bool:
    return header.has(*_ACCOUNT) and header.has("symbol") and header.has(*_VALUE) and header.has("description")


def _take(cells: NamedCells, rows: CollectedRows) -> None:
    name, account = cells.text("symbol"), cells.text(*_ACCOUNT)
    if plain(name) == _PENDING:
        value = cells.text(*_VALUE)
        rows.leave_out(cells.line, name, f"not settled yet ({value or 'no amount'}): not counted as cash")
        return
    if name.endswith("*") or plain(name) in ("cash", "usd"):
        rows.add_cash(cells.line, cells.amount(*_VALUE), account=account)
        return
    shares, each, whole = cells.amount("quantity"), cells.amount(*_COST), cells.amount(*_WHOLE)
    if each is None and whole is not None and shares:
        each = whole / shares
    if shares and shares > 0 and plain(cells.text("type")) == _SHORT:
        shares = -shares
    rows.add(cells.line, name, yahoo_symbol(name), shares, each, account=account)
