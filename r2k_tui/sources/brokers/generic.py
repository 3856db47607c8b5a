"""The generic form: symbol, shares and cost per share, and perhaps opened, account and currency."""

from __future__ import annotations

from r2k_tui.model.money.currency import MINOR
from r2k_tui.sources.brokers.amounts import uses_comma
from r2k_tui.sources.brokers.collected import CollectedRows
from r2k_tui.sources.brokers.columns import Header, NamedCells, first_header, plain
from r2k_tui.sources.brokers.export import BrokerExport, UnreadableExport
from r2k_tui.sources.brokers.symbols import own_symbol
from r2k_tui.sources.brokers.text import TableText

TITLE = "generic"
_SYMBOL, _SHARES = ("symbol", "ticker"), ("shares", "quantity", "qty", "units")
_COST = ("cost", "costpershare", "costshare", "averagecost", "avgcost", "purchaseprice", "unitcost")
# Beside one of these, a price is that of the market; alone it is what was paid.
_PRICE, _OF_THE_MARKET = "price", ("marketvalue", "mktval", "currentvalue", "value", "costbasis", "costbasistotal")
_OPENED = ("opened", "date", "purchasedate", "opendate", "tradedate", "purchased")
_NUMBERS = (*_SHARES, *_COST, _PRICE)


def is_generic(table: TableText) -> bool:
    """Whether the first row names a symbol and shares."""
    return first_header(table.rows[:1], _is_header) is not None


def parse(table: TableText) -> BrokerExport:
    """Rows of the form. Raises UnreadableExport."""
    header = first_header(table.rows[:1], lambda _: True)
    if header is None:
        raise UnreadableExport("the file is empty")
    header.need("symbol", *_SYMBOL)
    header.need("shares", *_SHARES)
    header.need("cost (per share; a cell may be empty)", *_cost(header))
    below = [NamedCells(header, row) for row in table.rows[1:]]
    if header.has("shares") or table.delimiter != ",":
        header = header._replace(comma=_comma(table, below))
    rows = CollectedRows()
    for cells in below:
        _take(cells._replace(header=header), rows)
    return rows.export(TITLE)


def _cost(header: Header) -> tuple[str, ...]:
    """Columns that may tell the cost per share."""
    return _COST if header.has(*_OF_THE_MARKET) else (*_COST, _PRICE)


def _comma(table: TableText, below: list[NamedCells]) -> bool:
    """Whether numbers have a decimal comma: only where commas do not delimit. Raises UnreadableExport in doubt."""
    if table.delimiter == ",":
        return False
    found = uses_comma(cells.text(name) for cells in below for name in _NUMBERS if cells.text(name))
    if found is None:
        odd = next(cells for cells in below if any("," in cells.text(name) for name in _NUMBERS))
        raise UnreadableExport(
            f"line {odd.line}: a comma may mark thousands or decimals here; write decimals with a point"
        )
    return found


def _is_header(header: Header) -> bool:
    return header.has(*_SYMBOL) and header.has(*_SHARES)


def _currency(text: str) -> str:
    """A currency as typed; pence and the like keep their spelling, in which alone they differ from pounds."""
    return text if text in MINOR else text.upper()


def _take(cells: NamedCells, rows: CollectedRows) -> None:
    name, currency = cells.text(*_SYMBOL), _currency(cells.text("currency"))
    account, shares = cells.text("account"), cells.amount(*_SHARES)
    if plain(name) == "cash":
        rows.add_cash(cells.line, shares, currency, account)
        return
    cost, opened = cells.amount(*_cost(cells.header)), cells.day(*_OPENED)
    if cost is not None and cost < 0:
        raise UnreadableExport(f"line {cells.line}: a cost below zero; a short position has negative shares")
    found = own_symbol(name)
    rows.add(cells.line, name, found, shares, cost, opened=opened, account=account, currency=currency)
