"""Index members in the store: fund holdings, fundamentals, closes and last prices."""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Sequence

import msgspec

from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.store.store import Store, decode

# A list is kept for each day and fund: packed, about a third of its size. Lists of earlier versions are not packed.
_LEVEL, _PACKED = 9, b"\x78"


class MemberCloses(msgspec.Struct, frozen=True, array_like=True):
    """Closes of one member: `days` holds int64 days since 1970-01-01, ascending, `closes` float64.

    `checked_day`: last day covered by a request to the source, which may be later than the last close.
    """

    symbol: str
    days: bytes
    closes: bytes
    basis: str = "px"
    checked_day: int = 0


class UniverseStore:
    """Data of index members; every method is one transaction. Raises sqlite3.Error."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save_holdings(self, holdings: FundHoldings) -> None:
        """Store a fund's holdings of a day, in place of those of the same day."""
        packed = zlib.compress(msgspec.msgpack.encode(holdings), _LEVEL)
        row = (holdings.fund, holdings.as_of, holdings.retrieved_at, packed)
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO holdings VALUES (?,?,?,?)", row))

    def holdings(self, fund: str, until: str | None = None) -> FundHoldings | None:
        """Newest holdings of a fund up to day `until`, or the earliest ones where all are later."""
        newest = "SELECT list FROM holdings WHERE fund=? AND day<=? ORDER BY day DESC LIMIT 1"
        first = "SELECT list FROM holdings WHERE fund=? ORDER BY day LIMIT 1"

        def read(db: sqlite3.Connection) -> list[tuple[bytes]]:
            return db.execute(newest, (fund, until or "9999")).fetchall() or db.execute(first, (fund,)).fetchall()

        found = decode([(_unpacked(blob),) for (blob,) in self._store.read(read)], FundHoldings)
        return found[0] if found else None

    def lists(self) -> list[tuple[str, str]]:
        """Fund and day of all stored holdings."""
        return self._store.read(lambda db: db.execute("SELECT fund, day FROM holdings ORDER BY 1, 2").fetchall())

    def save_fundamentals(self, source: str, items: Iterable[Fundamentals]) -> None:
        """Store the fundamentals that quotes reported."""
        rows = [(source, item.symbol, item.taken_at, msgspec.msgpack.encode(item)) for item in items]
        self._store.write(lambda db: db.executemany("INSERT OR REPLACE INTO fundamentals VALUES (?,?,?,?)", rows))

    def fundamentals(self, source: str) -> list[Fundamentals]:
        """Newest fundamentals of every symbol."""
        select = "SELECT record FROM fundamentals WHERE source=?"
        return decode(self._store.read(lambda db: db.execute(select, (source,)).fetchall()), Fundamentals)

    def save_closes(self, source: str, series: Sequence[MemberCloses]) -> None:
        """Store whole series of closes, each in place of the previous one."""
        rows = [(source, item.symbol, item.checked_day, item.basis, item.days, item.closes) for item in series]
        self._store.write(lambda db: db.executemany("INSERT OR REPLACE INTO member_closes VALUES (?,?,?,?,?,?)", rows))

    def closes(self, source: str, symbol: str | None = None) -> list[MemberCloses]:
        """Closes of every member, or of one."""
        select = "SELECT symbol, days, closes, basis, checked_day FROM member_closes WHERE source=?"
        values: tuple[str, ...] = (source,)
        if symbol is not None:
            select, values = f"{select} AND symbol=?", (source, symbol)

        rows = self._store.read(lambda db: db.execute(select, values).fetchall())
        return [MemberCloses(*row) for row in rows if _sound(row[1], row[2])]

    def checked_days(self, source: str) -> dict[str, int]:
        """Last day covered by a request for the closes of each member."""
        select = "SELECT symbol, checked_day FROM member_closes WHERE source=?"
        return dict(self._store.read(lambda db: db.execute(select, (source,)).fetchall()))

    def save_prices(self, source: str, prices: StoredPrices) -> None:
        """Store the last prices of members, in place of the previous ones."""
        row = (source, "member_prices", "", prices.saved_at, msgspec.msgpack.encode(prices))
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO pictures VALUES (?,?,?,?,?)", row))

    def prices(self, source: str) -> StoredPrices | None:
        """Last prices of members."""
        select = "SELECT picture FROM pictures WHERE source=? AND kind='member_prices'"
        found = decode(self._store.read(lambda db: db.execute(select, (source,)).fetchall()), StoredPrices)
        return found[0] if found else None


class StoredPrices(msgspec.Struct, frozen=True):
    """Last prices by symbol: float64 columns, NaN is missing; times in seconds since the epoch."""

    symbols: tuple[str, ...]
    price: bytes
    previous_close: bytes
    time: bytes
    saved_at: float = 0.0


def _unpacked(blob: bytes) -> bytes:
    """A stored list; an unreadable one as it is, for the decoder to refuse."""
    if not blob.startswith(_PACKED):
        return blob
    try:
        return zlib.decompress(blob)
    except zlib.error:
        return blob


def _sound(days: bytes, closes: bytes) -> bool:
    return len(days) == len(closes) and len(days) % array("d").itemsize == 0
