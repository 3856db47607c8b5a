"""The quotes a terminal has heard. What comes in columns is put into a quote when that is looked at, not before."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping

import msgspec

from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.model.market.quote_changes import FieldChanges, QuoteChanges


class QuoteTableState(Mapping[str, Quote]):
    """The newest quote of each symbol; in `ticks` which way its price last went: 1 up, -1 down; in `foreign` the
    symbols whose price is known to be in another currency than dollars.

    Of thousands of quotes a screen shows dozens: to take in a whole poll costs as much as there are columns.
    """

    def __init__(self) -> None:
        self.ticks: dict[str, int] = {}
        self.foreign: set[str] = set()
        self._quotes: dict[str, Quote] = {}
        self._symbols: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}
        self._columns: dict[str, array[float]] = {}
        self._late: dict[str, int] = {}

    def __getitem__(self, symbol: str) -> Quote:
        row = self._late.pop(symbol, None)
        if row is not None and symbol in self._quotes:
            values = {name: column[row] for name, column in self._columns.items()}
            fields = {name: None if math.isnan(value) else value for name, value in values.items()}
            self._keep(msgspec.structs.replace(self._quotes[symbol], **fields))
        return self._quotes[symbol]

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._quotes

    def __iter__(self) -> Iterator[str]:
        return iter(self._quotes)

    def __len__(self) -> int:
        return len(self._quotes)

    def copy(self) -> QuoteTableState:
        """The quotes as they are now, whatever comes later."""
        self._settle()
        book = QuoteTableState()
        book.ticks, book.foreign, book._quotes = self.ticks.copy(), self.foreign.copy(), self._quotes.copy()
        return book

    def put(self, quote: Quote) -> None:
        """A quote as a whole."""
        self._settle()
        (self.foreign.discard if quote.currency in ("", CURRENCY) else self.foreign.add)(quote.symbol)
        self._keep(quote)

    def take(self, changes: QuoteChanges) -> None:
        """Changes of quotes that are known; of others they are passed over."""
        if changes.symbols != self._symbols:
            self._settle()
            self._symbols = changes.symbols
            self._rows = {symbol: row for row, symbol in enumerate(changes.symbols)}
        whole = {name: column for name, column in changes.columns.items() if not column.rows}
        self._columns |= {name: array("d", column.values) for name, column in whole.items()}
        self._late = self._rows.copy() if self._columns else {}
        for name in changes.columns.keys() - whole.keys():
            self._take_some(name, changes.columns[name])

    def _take_some(self, name: str, column: FieldChanges) -> None:
        """New values of one field for a few of the symbols."""
        lies_in_column = self._columns.get(name)
        for row, value in column.entries():
            if lies_in_column is not None:
                lies_in_column[row] = math.nan if value is None else value
            elif (quote := self.get(self._symbols[row])) is not None:
                self._keep(msgspec.structs.replace(quote, **{name: value}))

    def _settle(self) -> None:
        """Put into the quotes what lies in columns."""
        for symbol in list(self._late):
            self.get(symbol)
        self._late.clear()
        self._columns.clear()

    def _keep(self, quote: Quote) -> None:
        before = self._quotes.get(quote.symbol)
        if before is not None and before.price is not None and quote.price is not None and before.price != quote.price:
            self.ticks[quote.symbol] = 1 if quote.price > before.price else -1
        self._quotes[quote.symbol] = quote
