"""IBKR's activity statement as CSV: sections of rows, the lots under their sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from r2k_tui.sources.brokers.collected import OTHER_ASSETS, CollectedRows
from r2k_tui.sources.brokers.columns import Header, NamedCells, header_of, plain
from r2k_tui.sources.brokers.export import BrokerExport, UnreadableExport
from r2k_tui.sources.brokers.lots import lots_or_sums
from r2k_tui.sources.brokers.symbols import yahoo_symbol
from r2k_tui.sources.brokers.text import TableText

TITLE = "IBKR"
_POSITIONS, _INSTRUMENTS, _CASH = "openpositions", "financialinstrumentinformation", "cashreport"
_ACCOUNT = "accountinformation"
_SHARES, _COST = ("quantity", "position"), ("costprice", "averageprice", "avgprice")
_SECTION_CELLS = 2


def is_statement(table: TableText) -> bool:
    """Whether the file is an activity statement: its rows begin with a section and Header or Data."""
    return any(len(row.cells) > _SECTION_CELLS and row.cells[1] == "Header" for row in table.rows[:20])


def parse_statement(table: TableText) -> BrokerExport:
    """Open positions and ending cash. Raises UnreadableExport."""
    positions = list(_section(table, _POSITIONS))
    if not positions:
        names = dict.fromkeys(row.cells[0] for row in table.rows if len(row.cells) > 1 and row.cells[1] == "Header")
        raise UnreadableExport(
            f"the statement has no section Open Positions (it has {', '.join(list(names)[:8])});"
            " create it in English, with Open Positions"
        )
    owner = _owner(table)
    exchanges = {
        name.strip(): cells.text("listingexch", "listingexchange")
        for cells in _section(table, _INSTRUMENTS)
        for name in cells.text("symbol").split(",")
    }
    rows = CollectedRows()
    for cells in lots_or_sums(positions):
        cells.header.need("Quantity", *_SHARES)
        cells.header.need("Cost Price", *_COST)
        _take(cells, owner, exchanges, rows)
    for cells in _section(table, _CASH):
        money = cells.text("currency")
        if plain(cells.text("currencysummary")) == "endingcash" and len(money) == len("USD"):
            rows.add_cash(cells.line, cells.amount("total"), money, cells.text("account") or owner)
    return rows.export(TITLE)


def _owner(table: TableText) -> str:
    """The account of the statement; "" where it names none."""
    for cells in _section(table, _ACCOUNT):
        if plain(cells.text("fieldname")) == "account":
            return cells.text("fieldvalue").split(" ")[0]
    return ""


def _section(table: TableText, name: str) -> Iterator[NamedCells]:
    """Rows of data of one section, each under the header before it."""
    header: Header | None = None
    for row in table.rows:
        if plain(row.cells[0]) != name or len(row.cells) <= _SECTION_CELLS:
            continue
        if row.cells[1] == "Header":
            header = header_of(row)
        elif row.cells[1] == "Data" and header is not None:
            yield NamedCells(header, row)


def _take(cells: NamedCells, owner: str, exchanges: Mapping[str, str], rows: CollectedRows) -> None:
    name, money = cells.text("symbol"), cells.text("currency")
    if (kind := OTHER_ASSETS.get(plain(cells.text("assetcategory")))) is not None:
        rows.leave_out(cells.line, name, f"{kind}: not imported")
        return
    found = yahoo_symbol(name, money, exchanges.get(name, ""))
    shares, cost, opened = cells.amount(*_SHARES), cells.amount(*_COST), cells.day("open", "opendatetime")
    account = cells.text("account") or owner
    rows.add(cells.line, name, found, shares, cost, opened=opened, account=account, currency=money)
