"""Short interest in the store: the last settlements, each packed as a whole."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import date

import msgspec

from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.store.store import Store, decode

# Some 22,600 stocks take 0.3 MB packed; a year of settlements is more than any page compares.
_KEPT = 6


class ShortInterestStore:
    """Settlements of short interest; every method is one transaction. Raises sqlite3.Error.

    They belong to no market source: `source` is their publisher.
    """

    def __init__(self, store: Store, source: str) -> None:
        self._store, self._source = store, source

    def save(self, settlement: Settlement) -> None:
        """Store a settlement in place of the one of the same day; the oldest of more than six goes."""
        packed = zlib.compress(msgspec.msgpack.encode(settlement))
        row = (self._source, settlement.day, settlement.retrieved_at, packed)

        def write(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO short_interest VALUES (?,?,?,?)", row)
            oldest = "SELECT settlement FROM short_interest WHERE source=? ORDER BY settlement DESC LIMIT -1 OFFSET ?"
            for (day,) in db.execute(oldest, (self._source, _KEPT)).fetchall():
                db.execute("DELETE FROM short_interest WHERE source=? AND settlement=?", (self._source, day))

        self._store.write(write)

    def settlements(self) -> list[Settlement]:
        """All stored settlements, the newest first, without unreadable ones."""
        select = "SELECT settlement, record FROM short_interest WHERE source=? ORDER BY settlement DESC"
        rows = self._store.read(lambda db: db.execute(select, (self._source,)).fetchall())
        found = [(day, item) for day, blob in rows for item in decode([(_unpacked(blob),)], Settlement)]
        return [item for day, item in found if item.day == day and _usable(item)]


def _usable(item: Settlement) -> bool:
    try:
        for text in (item.day, item.due, item.appeared or item.due, item.retrieved or item.due):
            date.fromisoformat(text)
    except ValueError:
        return False
    return item.sound


def _unpacked(blob: bytes) -> bytes:
    """A stored settlement; an unreadable one as it is, for the decoder to refuse."""
    try:
        return zlib.decompress(blob)
    except (zlib.error, TypeError):
        return b""
