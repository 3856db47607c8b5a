"""The columns of the quote table, and which of them are shown at which width."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from r2k_tui.model.market.watchlist import ColumnName
from r2k_tui.ui.drawing.lines import Run
from r2k_tui.ui.mirror.row_order import SortValue
from r2k_tui.ui.views.watchlist import cells
from r2k_tui.ui.views.watchlist import holding_cells as held
from r2k_tui.ui.views.watchlist.cells import QuoteRow
from r2k_tui.ui.views.watchlist.portfolio import Gain


class QuoteColumn(NamedTuple):
    """One column: heading, smallest and usual width, how a row fills it, and what it sorts by."""

    title: str
    least: int
    usual: int
    cell: Callable[[QuoteRow, int], Run]
    sort: Callable[[QuoteRow], SortValue]
    left: bool = False


class ShownQuoteColumn(NamedTuple):
    """A column on the screen."""

    name: ColumnName
    title: str
    width: int
    cell: Callable[[QuoteRow, int], Run]
    left: bool


def _quoted(field: str) -> Callable[[QuoteRow], SortValue]:
    return lambda row: getattr(row.quote, field) if row.quote is not None else None


def _held(field: str) -> Callable[[QuoteRow], SortValue]:
    def value(row: QuoteRow) -> SortValue:
        result = getattr(row.position, field) if row.position is not None else None
        return result.amount if isinstance(result, Gain) else result

    return value


def _trend(row: QuoteRow) -> float | None:
    values = row.spark.values if row.spark else ()
    return values[-1] / values[0] - 1.0 if len(values) > 1 and values[0] else None


def _age(row: QuoteRow) -> float | None:
    quote = row.quote
    return None if quote is None else -max(quote.time or 0.0, quote.received_at)


COLUMNS: dict[ColumnName, QuoteColumn] = {
    "symbol": QuoteColumn("Symbol", 7, 8, cells.symbol, lambda row: row.symbol.lstrip("^"), left=True),
    "last": QuoteColumn("Last", 10, 11, cells.last, _quoted("price")),
    "change": QuoteColumn("Chg", 9, 10, cells.change, _quoted("change")),
    "percent": QuoteColumn("Chg%", 7, 8, cells.percent, _quoted("change_fraction")),
    "spark": QuoteColumn("Trend", 8, 13, cells.spark, _trend, left=True),
    "day_range": QuoteColumn("Day range", 9, 9, cells.day_range, cells.place_in_range, left=True),
    "volume": QuoteColumn("Volume", 6, 7, cells.volume, cells.own_volume),
    "relative_volume": QuoteColumn("x20d", 5, 5, cells.relative_volume, cells.volume_ratio),
    "bid": QuoteColumn("Bid", 9, 10, cells.bid, _quoted("bid")),
    "ask": QuoteColumn("Ask", 9, 10, cells.ask, _quoted("ask")),
    "open": QuoteColumn("Open", 9, 10, cells.opened, _quoted("open")),
    "previous_close": QuoteColumn("Prev close", 10, 10, cells.previous, _quoted("previous_close")),
    "extended": QuoteColumn("Pre/Post", 20, 22, cells.extended, lambda row: cells.outside_hours(row)[2]),
    "currency": QuoteColumn("Cur", 4, 4, cells.currency, _quoted("currency"), left=True),
    "name": QuoteColumn("Name", 16, 24, cells.name, _quoted("name"), left=True),
    "ret_1m": QuoteColumn("1M", 8, 8, cells.month, lambda row: row.returns[0]),
    "ret_ytd": QuoteColumn("YTD", 8, 8, cells.year_to_date, lambda row: row.returns[1]),
    "ret_1y": QuoteColumn("1Y", 8, 8, cells.year, lambda row: row.returns[2]),
    "position": QuoteColumn("Shares", 6, 8, held.position, _held("shares")),
    "cost": QuoteColumn("Cost", 8, 9, held.cost, _held("cost")),
    "value": QuoteColumn("Value", 9, 11, held.value, _held("value")),
    "weight": QuoteColumn("Weight", 6, 6, held.weight, _held("weight")),
    "day_profit": QuoteColumn("Day P&L", 8, 9, held.day_profit, _held("day")),
    "total_profit": QuoteColumn("P&L", 9, 10, held.total_profit, _held("total")),
    "price_profit": QuoteColumn("Price P&L", 9, 10, held.price_profit, _held("price")),
    "income": QuoteColumn("Income", 7, 9, held.income, _held("income")),
    "ex_date": QuoteColumn("Ex-date", 10, 10, held.ex_date, lambda row: row.ex_date or None),
    "range_profit": QuoteColumn("Range P&L", 9, 9, held.range_profit, _held("in_range")),
    "age": QuoteColumn("Age", 7, 7, cells.age, _age),
}
# Columns of holdings: without one of these on the screen, rows do not depend on holdings.
HELD: frozenset[ColumnName] = frozenset(
    ("position", "cost", "value", "weight", "day_profit", "total_profit", "price_profit", "income", "range_profit")
)
ColumnWidths = tuple[tuple[ColumnName, int], ...]
_NARROW: ColumnWidths = (("symbol", 7), ("last", 10), ("percent", 8), ("spark", 6), ("age", 1))
_FOREIGN: ColumnWidths = (("symbol", 7), ("last", 10), ("currency", 4), ("percent", 8), ("age", 1))
_MIDDLE: tuple[ColumnName, ...] = ("symbol", "last", "change", "percent", "spark", "volume", "relative_volume", "age")
_WIDE: tuple[ColumnName, ...] = (*_MIDDLE[:5], "day_range", *_MIDDLE[5:])
_WIDEST: tuple[ColumnName, ...] = (*_WIDE[:-1], "bid", "ask", "age", "name")
_HELD: ColumnWidths = (("symbol", 7), ("value", 9), ("day_profit", 8), ("total_profit", 9))
_HELD_MIDDLE: ColumnWidths = (
    *(("symbol", 7), ("last", 9), ("position", 6), ("cost", 8), ("value", 9)),
    *(("day_profit", 8), ("total_profit", 9), ("age", 1)),
)
_HELD_WIDE: ColumnWidths = (
    *(("symbol", 7), ("last", 9), ("position", 6), ("cost", 8), ("value", 9), ("weight", 6)),
    *(("day_profit", 8), ("income", 7), ("total_profit", 9), ("range_profit", 8), ("age", 1)),
)
_HELD_WIDEST: ColumnWidths = (
    *(("symbol", 8), ("last", 10), ("position", 8), ("cost", 9), ("value", 11), ("weight", 6), ("day_profit", 9)),
    *(("price_profit", 10), ("income", 9), ("total_profit", 10), ("range_profit", 9), ("ex_date", 10), ("age", 7)),
)


def columns_for(
    width: int, chosen: tuple[ColumnName, ...] = (), *, foreign: bool = False, held: bool = False
) -> tuple[ShownQuoteColumn, ...]:
    """The columns for `width` cells after the cursor's mark: the chosen ones, otherwise the richest set that fits.

    Of chosen columns, the last are left out where there is no room. `foreign`: some prices are not in dollars, so the
    currency is shown; `held`: the columns of the portfolio.
    """
    if chosen and not held:
        return _chosen(("symbol", *(name for name in dict.fromkeys(chosen) if name != "symbol")), width)
    layouts = (_HELD_WIDEST, _HELD_WIDE, _HELD_MIDDLE, _HELD) if held else _usual(foreign=foreign)
    for layout in layouts:
        if _needs(layout) <= width:
            return _shown(layout)
    last: ColumnWidths = layouts[-1]
    while len(last) > 1 and _needs(last) > width:
        last = last[:-1]
    return _shown(last)


def _usual(*, foreign: bool) -> tuple[ColumnWidths, ...]:
    named = [_with_currency(names) if foreign else names for names in (_WIDEST, _WIDE, _MIDDLE)]
    sizes = [_at(named[0], "usual"), _at(named[1], "usual"), _at(named[2], "least")]
    return (*sizes, _FOREIGN if foreign else _NARROW)


def _with_currency(names: tuple[ColumnName, ...]) -> tuple[ColumnName, ...]:
    """The currency after the price, in place of the relative volume."""
    return (*names[:2], "currency", *(name for name in names[2:] if name != "relative_volume"))


def _at(names: Iterable[ColumnName], size: str) -> ColumnWidths:
    return tuple((name, getattr(COLUMNS[name], size)) for name in names)


def _chosen(names: tuple[ColumnName, ...], width: int) -> tuple[ShownQuoteColumn, ...]:
    usual, least = _at(names, "usual"), _at(names, "least")
    if _needs(usual) <= width:
        return _shown(usual)
    while len(least) > 1 and _needs(least) > width:
        least = least[:-1]
    return _shown(least)


def _needs(layout: ColumnWidths) -> int:
    return sum(width + 1 for _, width in layout) + 1


def _shown(layout: ColumnWidths) -> tuple[ShownQuoteColumn, ...]:
    names = {name for name, _ in layout}
    shown = []
    for name, width in layout:
        column = COLUMNS[name]
        # Always with sign and glyph: where the change is not shown, the percentage has the glyph.
        alone = name == "percent" and "change" not in names
        shown.append(
            ShownQuoteColumn(name, column.title, width, cells.percent_alone if alone else column.cell, column.left)
        )
    return tuple(shown)
