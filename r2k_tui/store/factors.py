"""Factor returns in the store: the last good table of each name."""

from __future__ import annotations

import zlib

import msgspec

from r2k_tui.model.factors.table import FactorTable
from r2k_tui.store.store import Store, decode


class FactorStore:
    """Tables of factor returns; every method is one transaction. They belong to no source. Raises sqlite3.Error."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, table: FactorTable) -> None:
        """Store a table in place of the one of the same name."""
        row = (table.name, zlib.compress(msgspec.msgpack.encode(table)))
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO factor_tables VALUES (?,?)", row))

    def tables(self) -> dict[str, FactorTable]:
        """All stored tables by name, without unreadable ones."""
        select = "SELECT name, record FROM factor_tables ORDER BY name"
        rows = self._store.read(lambda db: db.execute(select).fetchall())
        found = [(name, table) for name, blob in rows for table in decode([(_unpacked(blob),)], FactorTable)]
        return {name: table for name, table in found if table.name == name and table.is_sound}


def _unpacked(blob: bytes) -> bytes:
    """A stored table; an unreadable one is empty, for the decoder to refuse."""
    try:
        return zlib.decompress(blob)
    except (zlib.error, TypeError):
        return b""
