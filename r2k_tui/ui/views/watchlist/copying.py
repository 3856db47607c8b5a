"""Copies of the quote table: a figure, the quote under the cursor, or the shown list."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.model.market.watchlist import ColumnName
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.copied import Copied, figure, table_text
from r2k_tui.ui.drawing.table_export import quotes_table
from r2k_tui.ui.views.watchlist.columns import COLUMNS
from r2k_tui.ui.views.watchlist.holdings import HoldingReturns
from r2k_tui.ui.views.watchlist.rows import table_row

# A cell that is copied is never cut.
_ANY_WIDTH = 40


class QuoteCopies:
    """Copies of the symbol under the cursor; `rows` are the symbols of the shown list in order, filtered."""

    def __init__(self, context: AppContext, holdings: HoldingReturns, rows: Callable[[], tuple[str, ...]]) -> None:
        self._context, self._mirror, self._holdings, self._rows = context, context.mirror, holdings, rows

    def cell(self) -> Copied | None:
        """The figure that rows are sorted by, else the price."""
        symbol, sort = self._context.symbol, self._context.lists.sort
        name: ColumnName = "last" if sort == "none" or sort in ("symbol", "spark") else sort
        if symbol not in self._mirror.quotes:
            return None
        held = self._holdings.valuation()
        position = held.positions.get(symbol) if held is not None else None
        row = table_row(self._mirror, symbol, self._mirror.clock(), position)
        return Copied(f"{COLUMNS[name].title} of {symbol}", figure(COLUMNS[name].cell(row, _ANY_WIDTH)[0]))

    def row(self) -> Copied | None:
        """The quote."""
        symbol = self._context.symbol
        return self._quotes(f"row {symbol}", (symbol,)) if symbol else None

    def panel(self) -> Copied:
        """The quotes of the list."""
        return self._quotes(f"list {self._context.lists.shown.name}", self._rows())

    def _quotes(self, what: str, symbols: tuple[str, ...]) -> Copied:
        return table_text(what, quotes_table(self._mirror, symbols), self._mirror.clock())
