"""Trading halts in the store, as last read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from r2k_tui.model.halts.halt import Halt
from r2k_tui.store.store import Store, decode


class FeedReading(msgspec.Struct, frozen=True):
    """Last successful reading of the feed; times in seconds since the epoch."""

    read_at: float
    published_at: float | None = None
    notice: str = ""


class HaltStore:
    """Halts of one provider; every method is one transaction. Raises sqlite3.Error."""

    def __init__(self, store: Store, provider: str) -> None:
        self._store, self._provider = store, provider

    def save(self, halts: Iterable[Halt], reading: FeedReading) -> None:
        """Store all known halts in place of the previous ones, with the reading that they are of."""
        rows = [(self._provider, halt.symbol, halt.halted_at, msgspec.msgpack.encode(halt)) for halt in halts]
        read = (self._provider, "halts", "", reading.read_at, msgspec.msgpack.encode(reading))

        def write(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM halts WHERE source=?", (self._provider,))
            db.executemany("INSERT INTO halts VALUES (?,?,?,?)", rows)
            db.execute("INSERT OR REPLACE INTO pictures VALUES (?,?,?,?,?)", read)

        self._store.write(write)

    def halts(self) -> list[Halt]:
        """All stored halts; entries that this version cannot read are absent."""
        select = "SELECT halt FROM halts WHERE source=? ORDER BY symbol, halted_at"
        return decode(self._store.read(lambda db: db.execute(select, (self._provider,)).fetchall()), Halt)

    def reading(self) -> FeedReading | None:
        """Reading that the stored halts are of; None without one."""
        select = "SELECT picture FROM pictures WHERE source=? AND kind='halts'"
        found = decode(self._store.read(lambda db: db.execute(select, (self._provider,)).fetchall()), FeedReading)
        return found[0] if found else None
