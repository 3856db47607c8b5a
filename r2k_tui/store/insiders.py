"""Insiders in the store: filings about the members, the days whose indexes were read, and the companies by CIK."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.store.store import Store, Struct, decode

_COMPANIES = "sec_companies"


class IndexDay(msgspec.Struct, frozen=True):
    """Index of a day (YYYY-MM-DD), as far as it was read, at `read_at` (seconds since the epoch).

    `whole`: every filing in it about the companies `issuers` was read or given up. `absent`: the day has no index.
    `issuers`: their CIKs, ascending, as native unsigned 32-bit numbers.
    """

    day: str
    read_at: float
    whole: bool = False
    absent: bool = False
    issuers: bytes = b""


class InsiderStore:
    """Filings of one source; every method is one transaction. Raises sqlite3.Error."""

    def __init__(self, store: Store, source: str) -> None:
        self._store, self._source = store, source

    def save_filings(self, filings: Iterable[InsiderFiling]) -> None:
        """Store filings, each in place of what was known of it."""
        rows = [(self._source, f.accession, f.filed, f.matters, msgspec.msgpack.encode(f)) for f in filings]
        self._store.write(lambda db: db.executemany("INSERT OR REPLACE INTO insider_filings VALUES (?,?,?,?,?)", rows))

    def filings(self, since: str) -> list[InsiderFiling]:
        """Filings from a day on that matter to a report; see InsiderFiling."""
        select = "SELECT filing FROM insider_filings WHERE source=? AND day>=? AND matters ORDER BY day, accession"
        values = (self._source, since)
        return decode(self._store.read(lambda db: db.execute(select, values).fetchall()), InsiderFiling)

    def accessions(self, since: str) -> list[str]:
        """Numbers of all filings from a day on."""
        select, values = "SELECT accession FROM insider_filings WHERE source=? AND day>=?", (self._source, since)
        return [name for (name,) in self._store.read(lambda db: db.execute(select, values).fetchall())]

    def save_day(self, day: IndexDay) -> None:
        """Store how far the index of a day was read."""
        row = (self._source, day.day, msgspec.msgpack.encode(day))
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO insider_days VALUES (?,?,?)", row))

    def days(self) -> list[IndexDay]:
        """Days whose indexes were requested."""
        select = "SELECT record FROM insider_days WHERE source=? ORDER BY day"
        return decode(self._store.read(lambda db: db.execute(select, (self._source,)).fetchall()), IndexDay)

    def forget(self, before: str) -> None:
        """Delete filings and days before a day."""
        values = (self._source, before)

        def delete(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM insider_filings WHERE source=? AND day<?", values)
            db.execute("DELETE FROM insider_days WHERE source=? AND day<?", values)

        self._store.write(delete)

    def save_companies(self, companies: msgspec.Struct, retrieved_at: float) -> None:
        """Store the list of companies in place of the previous one."""
        row = (self._source, _COMPANIES, "", retrieved_at, msgspec.msgpack.encode(companies))
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO pictures VALUES (?,?,?,?,?)", row))

    def companies(self, kind: type[Struct]) -> Struct | None:
        """List of companies; None without one that this version can read."""
        select = "SELECT picture FROM pictures WHERE source=? AND kind=?"
        values = (self._source, _COMPANIES)
        found = decode(self._store.read(lambda db: db.execute(select, values).fetchall()), kind)
        return found[0] if found else None
