"""Changes of many quotes in columns of bytes: a poll of thousands changes a few fields of each."""

from __future__ import annotations

import math
from array import array
from collections.abc import Container, Iterator, Mapping, Sequence

import msgspec

from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.market.quote import Quote

# Fields that move within a session, with their bits; a change of any other field sends the whole quote.
_PRICES = (
    "price",
    "previous_close",
    "open",
    "day_high",
    "day_low",
    "bid",
    "ask",
    "pre_price",
    "post_price",
    "overnight_price",
)
_MOVING = (*_PRICES, "volume", "time", "received_at")
_BITS = {name: 1 << place for place, name in enumerate(_MOVING)}
WHOLE = 1 << len(_MOVING)
# Those of the frames of quotes, and of frames that were folded.
_LISTS_KEPT = 4
_SYMBOLS = msgspec.msgpack.Decoder(tuple[str, ...])


class FieldChanges(msgspec.Struct, frozen=True, array_like=True):
    """New values of one field (float64, NaN for None); `rows` holds their indexes (uint32), empty for all."""

    rows: bytes
    values: bytes

    def entries(self) -> Iterator[tuple[int, float | None]]:
        """Indexes and values."""
        values = memoryview(self.values).cast("d").tolist()
        rows = memoryview(self.rows).cast("I").tolist() if self.rows else range(len(values))
        for row, value in zip(rows, values, strict=True):
            yield row, None if math.isnan(value) else value


class _RecentSymbols:
    """Lists of symbols that were read lately: a frame mostly names the same ones as the frame before."""

    def __init__(self) -> None:
        # Replaced as a whole: engines and terminals may share a process, each in a thread of its own.
        self._kept: tuple[tuple[bytes, tuple[str, ...]], ...] = ()

    def of(self, packed: msgspec.Raw) -> tuple[str, ...]:
        """The symbols. Raises ValueError for bytes that are no list of texts."""
        body = bytes(packed)
        for known, symbols in self._kept:
            if known == body:
                return symbols
        try:
            symbols = _SYMBOLS.decode(body)
        except UNREADABLE as error:
            raise ValueError(f"no symbols: {error}") from None
        self._kept = ((body, symbols), *self._kept[: _LISTS_KEPT - 1])
        return symbols


_RECENT = _RecentSymbols()


class QuoteChanges(msgspec.Struct, frozen=True, array_like=True):
    """New values of quotes that the reader has; fields without a column are unchanged.

    `packed` holds the symbols as an array of texts, which are read only where the list is another than lately.
    """

    packed: msgspec.Raw = msgspec.field(default=msgspec.Raw(b"\x90"), name="symbols")
    columns: dict[str, FieldChanges] = {}

    def __post_init__(self) -> None:
        # Bytes from outside are refused where they are decoded, not where they are used.
        _RECENT.of(self.packed)

    @property
    def symbols(self) -> tuple[str, ...]:
        """Symbols of the quotes, in the order of the columns; the same object for the same list."""
        return _RECENT.of(self.packed)

    def __len__(self) -> int:
        return len(self.symbols)

    def fields(self) -> dict[str, dict[str, float | None]]:
        """New values by symbol and field."""
        changes: dict[str, dict[str, float | None]] = {symbol: {} for symbol in self.symbols}
        rows_of_all = list(changes.values())
        for name, column in self.columns.items():
            for row, value in column.entries():
                rows_of_all[row][name] = value
        return changes

    def applied(self, quotes: Mapping[str, Quote]) -> Iterator[Quote]:
        """Updated copies of those `quotes` that changed."""
        for symbol, fields in self.fields().items():
            if symbol in quotes:
                yield msgspec.structs.replace(quotes[symbol], **fields)

    def over(self, old: QuoteChanges) -> QuoteChanges:
        """These changes over older ones."""
        joined = old.fields()
        for symbol, fields in self.fields().items():
            joined[symbol] = {**joined.get(symbol, {}), **fields}
        return pack(joined)

    def without(self, symbols: Container[str]) -> QuoteChanges | None:
        """Changes without some symbols; None where nothing is left."""
        remaining = {symbol: fields for symbol, fields in self.fields().items() if symbol not in symbols}
        return pack(remaining) if remaining else None


def difference(old: Quote, new: Quote) -> int:
    """Bits of the fields that differ between two quotes of a symbol."""
    mask = 0
    for name, was, now in zip(Quote.__struct_fields__, *map(msgspec.structs.astuple, (old, new)), strict=True):
        if was != now:
            mask |= _BITS.get(name, WHOLE)
    return mask


def columns_of(quotes: Sequence[Quote], bits: Sequence[int]) -> QuoteChanges:
    """Columns of the fields that the bits name; a field that most quotes changed is sent for all."""
    columns = {}
    for name, bit in _BITS.items():
        rows = [row for row, mask in enumerate(bits) if mask & bit]
        if 2 * len(rows) > len(quotes):
            rows = []
        elif not rows:
            continue
        columns[name] = _column(rows, [getattr(quotes[row], name) for row in rows or range(len(quotes))])
    return QuoteChanges(_packed([quote.symbol for quote in quotes]), columns)


def pack(fields: Mapping[str, Mapping[str, float | None]]) -> QuoteChanges:
    """Columns of new values by symbol and field."""
    columns = {}
    for name in _MOVING:
        changes = [(row, given[name]) for row, given in enumerate(fields.values()) if name in given]
        if changes:
            rows = [row for row, _ in changes] if len(changes) < len(fields) else []
            columns[name] = _column(rows, [value for _, value in changes])
    return QuoteChanges(_packed(list(fields)), columns)


def _packed(symbols: list[str]) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(symbols))


def _column(rows: list[int], values: Sequence[float | None]) -> FieldChanges:
    numbers = array("d", (math.nan if value is None else value for value in values))
    return FieldChanges(array("I", rows).tobytes(), numbers.tobytes())
