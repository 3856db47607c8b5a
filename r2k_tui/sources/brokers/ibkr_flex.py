"""IBKR's Flex query as CSV, and the table that its portfolio page exports."""

from __future__ import annotations

from r2k_tui.sources.brokers.collected import OTHER_ASSETS, CollectedRows
from r2k_tui.sources.brokers.columns import Header, NamedCells, header_of, plain
from r2k_tui.sources.brokers.export import BrokerExport, UnreadableExport
from r2k_tui.sources.brokers.lots import lots_or_sums
from r2k_tui.sources.brokers.symbols import yahoo_symbol
from r2k_tui.sources.brokers.text import TableRow, TableText

TITLE = "IBKR"
_ACCOUNT, _MONEY = ("clientaccountid", "accountid", "account"), ("currencyprimary", "currency")
_SHARES = ("quantity", "position")
_COST = ("openprice", "costbasisprice", "averageprice", "avgprice", "avgcost", "averagecost", "costprice", "unitcost")
_NAME = ("symbol", "financialinstrument", "instrument", "contract")
_KIND, _ENDING_CASH = ("assetclass", "assetcategory", "securitytype"), "endingcash"
# Rows of a query with headers and trailers begin with one of these and the section's code.
_MARKS = frozenset({"BOF", "EOF", "BOA", "EOA", "BOS", "EOS"})
_MARKED = frozenset({"HEADER", "DATA"})
_BASE = "BASE_SUMMARY"


def is_flex(table: TableText) -> bool:
    """Whether the file is a Flex query, or the table of a portfolio."""
    return any(_is_positions(header_of(_unmarked(row))) or _is_query(row) for row in table.rows[:20])


def parse_flex(table: TableText) -> BrokerExport:
    """Positions, and ending cash where the query has the cash report. Raises UnreadableExport."""
    positions, cash, header = list[NamedCells](), list[NamedCells](), None
    for marked in table.rows:
        if marked.cells[0] in _MARKS:
            continue
        row = _unmarked(marked)
        found = header_of(row)
        if found.has("clientaccountid") or found.has(*_NAME) or _ENDING_CASH in found.names:
            header = found
        elif header is not None and _ENDING_CASH in header.names:
            cash.append(NamedCells(header, row))
        elif header is not None and header.has(*_NAME):
            header.need("Quantity or Position", *_SHARES)
            header.need("OpenPrice or CostBasisPrice", *_COST)
            positions.append(NamedCells(header, row))
    if header is None:
        raise UnreadableExport("no row of column names with Symbol and Quantity")
    rows = CollectedRows()
    for cells in lots_or_sums(positions):
        _take(cells, rows)
    for cells in cash:
        if cells.text(*_MONEY) != _BASE:
            rows.add_cash(cells.line, cells.amount(_ENDING_CASH), cells.text(*_MONEY), cells.text(*_ACCOUNT))
    return rows.export(TITLE)


def _is_query(row: TableRow) -> bool:
    return row.cells[0] in _MARKS


def _is_positions(header: Header) -> bool:
    query = header.has("clientaccountid") and header.has(*_MONEY)
    return query or (header.has(*_NAME[1:]) and header.has("position"))


def _unmarked(row: TableRow) -> TableRow:
    return row._replace(cells=row.cells[2:] or ("",)) if row.cells[0] in _MARKED else row


def _take(cells: NamedCells, rows: CollectedRows) -> None:
    # The page of a portfolio names the exchange behind the symbol.
    name, _, venue = cells.text(*_NAME).partition("@")
    money, venue = cells.text(*_MONEY), cells.text("listingexchange") or venue
    kind = OTHER_ASSETS.get(plain(cells.text(*_KIND)))
    if kind is not None:
        rows.leave_out(cells.line, name, f"{kind}: not imported")
        return
    shares, cost = cells.amount(*_SHARES), cells.amount(*_COST)
    opened, account = cells.day("opendatetime", "openingdatetime"), cells.text(*_ACCOUNT)
    found = yahoo_symbol(name, money, venue)
    rows.add(cells.line, name, found, shares, cost, opened=opened, account=account, currency=money)
