"""What changed in many quotes at once, in columns of bytes: a poll of thousands changes a few fields of each."""

from __future__ import annotations

import math
from array import array
from collections.abc import Container, Iterator, Mapping

import msgspec

from r2k_tui.model.quote import Quote

# The fields that move within a session, and the bit of each; a change of any other one is one of the whole quote.
_PRICES = ("price", "previous_close", "open", "day_high", "day_low", "bid", "ask", "pre_price", "post_price")
_MOVING = (*_PRICES, "volume", "time", "received_at")
_BITS = {name: 1 << place for place, name in enumerate(_MOVING)}
WHOLE = 1 << len(_MOVING)


class Column(msgspec.Struct, frozen=True, array_like=True):
    """New values of one field (float64, NaN for none); `rows` are their places (uint32), nothing where all have one."""

    rows: bytes
    values: bytes


class QuoteChanges(msgspec.Struct, frozen=True, array_like=True):
    """New values of quotes that the reader knows; what no column names is as it was."""

    symbols: tuple[str, ...] = ()
    columns: dict[str, Column] = {}

    def __len__(self) -> int:
        return len(self.symbols)

    def fields(self) -> dict[str, dict[str, float | None]]:
        """The new values by symbol and field."""
        found: dict[str, dict[str, float | None]] = {symbol: {} for symbol in self.symbols}
        rows_of_all = list(found.values())
        for name, column in self.columns.items():
            values = memoryview(column.values).cast("d").tolist()
            places = memoryview(column.rows).cast("I").tolist() if column.rows else range(len(values))
            for place, value in zip(places, values, strict=True):
                rows_of_all[place][name] = None if math.isnan(value) else value
        return found

    def applied(self, known: Mapping[str, Quote]) -> Iterator[Quote]:
        """The quotes as they are now, of those that are known."""
        for symbol, fields in self.fields().items():
            if symbol in known:
                yield msgspec.structs.replace(known[symbol], **fields)

    def over(self, old: QuoteChanges) -> QuoteChanges:
        """These changes, and the older ones that they do not touch."""
        joined = old.fields()
        for symbol, fields in self.fields().items():
            joined[symbol] = {**joined.get(symbol, {}), **fields}
        return pack(joined)

    def without(self, symbols: Container[str]) -> QuoteChanges | None:
        """The changes of all but some; None where nothing is left."""
        kept = {symbol: fields for symbol, fields in self.fields().items() if symbol not in symbols}
        return pack(kept) if kept else None


def difference(old: Quote, new: Quote) -> int:
    """The bits of what differs between two quotes of a symbol."""
    mask = 0
    for name, was, now in zip(Quote.__struct_fields__, *map(msgspec.structs.astuple, (old, new)), strict=True):
        if was != now:
            mask |= _BITS.get(name, WHOLE)
    return mask


def changed(quote: Quote, mask: int) -> dict[str, float | None]:
    """The values of a quote that `mask` names."""
    return {name: getattr(quote, name) for name, bit in _BITS.items() if mask & bit}


def pack(fields: Mapping[str, Mapping[str, float | None]]) -> QuoteChanges:
    """New values by symbol and field as columns."""
    columns = {}
    for name in _MOVING:
        found = [(row, given[name]) for row, given in enumerate(fields.values()) if name in given]
        if found:
            rows = array("I", (row for row, _ in found)) if len(found) < len(fields) else array("I")
            values = array("d", (math.nan if value is None else value for _, value in found))
            columns[name] = Column(rows.tobytes(), values.tobytes())
    return QuoteChanges(tuple(fields), columns)
