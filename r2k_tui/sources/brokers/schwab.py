"""Schwab's export of positions: a title, a table per account with totals, and cash as a row."""

from __future__ import annotations

import re

from r2k_tui.sources.brokers.collected import OTHER_ASSETS, CollectedRows
from r2k_tui.sources.brokers.columns import Header, NamedCells, header_of, plain
from r2k_tui.sources.brokers.export import BrokerExport, UnreadableExport
from r2k_tui.sources.brokers.symbols import yahoo_symbol
from r2k_tui.sources.brokers.text import TableText

TITLE = "Schwab"
_ACCOUNT = re.compile(r"Positions for (?:account )?(?P<name>.*?) as of ", re.IGNORECASE)
_SHARES = ("qtyquantity", "quantity", "qty")
_VALUE = ("mktvalmarketvalue", "marketvalue", "mktval")
_COST, _SHARE_COST = ("costbasis", "costbasistotal"), ("costshare", "costpershare", "averagecost", "averagecostbasis")
_KIND = ("securitytype", "assettype")
_TOTALS = ("accounttotal", "positionstotal", "total", "totals")
_CASH = ("cashcashinvestments", "cashandcashinvestments", "cash")


def is_schwab(table: TableText) -> bool:
    """Whether the file begins as Schwab's exports do."""
    return any(_ACCOUNT.match(row.cells[0]) for row in table.rows[:3]) or any(
        "Cash & Cash Investments" in row.cells for row in table.rows
    )


def parse(table: TableText) -> BrokerExport:
    """Positions of one or of all accounts. Raises UnreadableExport."""
    rows, header, account = CollectedRows(), None, ""
    for row in table.rows:
        if (title := _ACCOUNT.match(row.cells[0])) is not None:
            account = "" if "all" in plain(title["name"])[:3] else title["name"]
        elif _is_header(found := header_of(row)):
            header = found
            header.need("Quantity", *_SHARES)
            header.need("Cost Basis", *_COST, *_SHARE_COST)
        elif sum(bool(cell) for cell in row.cells) == 1:
            # The name of the next account, or the text at the end.
            account, header = row.cells[0], None
        elif header is not None:
            _take(NamedCells(header, row), account, rows)
        else:
            raise UnreadableExport(f"line {row.line}: values before a row of column names (Symbol, Quantity, …)")
    if header is None and not rows.export(TITLE).accounts:
        raise UnreadableExport("no row of column names with Symbol and Cost Basis: not an export of positions")
    return rows.export(TITLE)


def _is_header(header: Header) -> bool:
    return header.names[0] == "symbol"


def _take(cells: NamedCells, account: str, rows: CollectedRows) -> None:
    name = cells.text("symbol")
    word = plain(name)
    if word in _TOTALS:
        return
    if word in _CASH:
        rows.add_cash(cells.line, cells.amount(*_VALUE), account=account)
        return
    kind = OTHER_ASSETS.get(plain(cells.text(*_KIND)))
    if kind is not None:
        rows.leave_out(cells.line, name, f"{kind}: not imported")
        return
    shares, each, whole = cells.amount(*_SHARES), cells.amount(*_SHARE_COST), cells.amount(*_COST)
    if each is None and whole is not None and shares:
        each = whole / shares
    rows.add(cells.line, name, yahoo_symbol(name), shares, each, account=account)
