"""The terminal's quotes. Columnar updates are stored as they come, and merged into a quote when it is read."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping

import msgspec

from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.model.market.quote_changes import FieldChanges, QuoteChanges


class QuoteTableState(Mapping[str, Quote]):
    """The newest quote of each symbol. `ticks`: direction of its last price change, 1 up, -1 down. `foreign`: symbols
    priced in a currency other than dollars.

    A screen shows dozens of thousands of quotes: storing a whole poll costs one step per column.
    """

    def __init__(self) -> None:
        self.ticks: dict[str, int] = {}
        self.foreign: set[str] = set()
        self._quotes: dict[str, Quote] = {}
        self._symbols: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}
        self._columns: dict[str, array[float]] = {}
        self._late: dict[str, int] = {}
        self._sources: tuple[tuple[str, ...], frozenset[str]] | None = None

    def __getitem__(self, symbol: str) -> Quote:
        row = self._late.pop(symbol, None)
        if row is not None and symbol in self._quotes:
            values = {name: column[row] for name, column in self._columns.items()}
            fields = {name: None if math.isnan(value) else value for name, value in values.items()}
            self._store(msgspec.structs.replace(self._quotes[symbol], **fields))
        return self._quotes[symbol]

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._quotes

    def __iter__(self) -> Iterator[str]:
        return iter(self._quotes)

    def __len__(self) -> int:
        return len(self._quotes)

    def copy(self) -> QuoteTableState:
        """A snapshot of the quotes."""
        self._settle()
        book = QuoteTableState()
        book.ticks, book.foreign, book._quotes = self.ticks.copy(), self.foreign.copy(), self._quotes.copy()
        return book

    def sources(self, symbols: tuple[str, ...]) -> frozenset[str]:
        """Providers of the quotes of these symbols, computed again only when one of a quote is another."""
        if self._sources is None or self._sources[0] is not symbols:
            # No column holds a provider, so nothing has to be merged.
            quotes = self._quotes
            self._sources = symbols, frozenset(quotes[symbol].source for symbol in symbols if symbol in quotes)
        return self._sources[1]

    def put(self, quote: Quote) -> None:
        """Store a whole quote."""
        self._settle()
        (self.foreign.discard if quote.currency in ("", CURRENCY) else self.foreign.add)(quote.symbol)
        known = self._quotes.get(quote.symbol)
        if known is None or known.source != quote.source:
            self._sources = None
        self._store(quote)

    def apply(self, changes: QuoteChanges) -> None:
        """Store changes of known quotes; others are skipped."""
        symbols = changes.symbols
        if symbols is not self._symbols and symbols != self._symbols:
            self._settle()
            self._symbols = symbols
            self._rows = {symbol: row for row, symbol in enumerate(symbols)}
        whole = {name: column for name, column in changes.columns.items() if not column.rows}
        self._columns |= {name: array("d", column.values) for name, column in whole.items()}
        self._late = self._rows.copy() if self._columns else {}
        for name in changes.columns.keys() - whole.keys():
            self._apply_some(name, changes.columns[name])

    def _apply_some(self, name: str, column: FieldChanges) -> None:
        """Store one field for some of the symbols."""
        lies_in_column = self._columns.get(name)
        for row, value in column.entries():
            if lies_in_column is not None:
                lies_in_column[row] = math.nan if value is None else value
            elif (quote := self.get(self._symbols[row])) is not None:
                self._store(msgspec.structs.replace(quote, **{name: value}))

    def _settle(self) -> None:
        """Merge stored columns into the quotes."""
        for symbol in list(self._late):
            self.get(symbol)
        self._late.clear()
        self._columns.clear()

    def _store(self, quote: Quote) -> None:
        before = self._quotes.get(quote.symbol)
        if before is not None and before.price is not None and quote.price is not None and before.price != quote.price:
            self.ticks[quote.symbol] = 1 if quote.price > before.price else -1
        self._quotes[quote.symbol] = quote
