"""Store of one source: bars, last quotes, feed health and the latest computed values."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from pathlib import Path
from typing import TypeVar

import msgspec

from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.store.bar_memory import BarMemory
from r2k_tui.store.bar_reader import read_bars
from r2k_tui.store.file.database import begin_anew, open_database
from r2k_tui.store.file.fallback import Opened, open_or_do_without

Struct = TypeVar("Struct", bound=msgspec.Struct)
ReadResult = TypeVar("ReadResult")
_DAY_S = 86400
# Minute bars of every symbol ever shown would fill the disk; sources serve a week of them in one request.
_RETENTION_S = {Interval.M1: 30 * _DAY_S, **dict.fromkeys((Interval.M5, Interval.M15, Interval.M30), 120 * _DAY_S)}
# Seconds between two attempts to open a file that cannot be written.
_TRY_AGAIN_S = 30.0
_DELETE = "DELETE FROM bars WHERE source=? AND symbol=? AND interval=?"


class Store:
    """Store of one source in one file. Every method is one transaction and is callable from any thread.

    A file that turns out damaged at run time is set aside and replaced; `notice` then says so. Other failures (a full
    disk, a locked file) raise sqlite3.Error for the caller to show. A file that was replaced or removed while the store
    was open is opened again before the next write. `trouble` says why writes fail, "" when they work.

    Raises sqlite3.Error or OSError when no file can be opened; `opened` goes on without one.
    """

    def __init__(self, path: Path | None, source: str, opened: Opened | None = None) -> None:
        self._path, self._source = path, source
        self._lock = threading.Lock()
        self._connection, self.notice, self.trouble = opened or Opened(*open_database(path))
        self._file, self._next_try = self._identity(), 0.0
        self._memory = BarMemory() if path is None else None

    @classmethod
    def opened(cls, path: Path | None, source: str) -> Store:
        """Open a store in any case: a file that cannot be opened is retried periodically."""
        return cls(path, source, open_or_do_without(path))

    @property
    def on_disk(self) -> bool:
        """Whether the store outlives the process, as far as its file can be written."""
        return self._path is not None and not self.trouble

    def close(self) -> None:
        """Write the journal back and close the file."""
        with self._lock:
            self._connection.close()

    def save_bars(self, bars: Bars, *, replace: bool = False) -> None:
        """Replace the stored bars of the period that `bars` cover, as `merge` does: withdrawn bars disappear.

        With `replace` all stored bars of the symbol and interval go first, because its history was readjusted. Intraday
        bars expire after `_RETENTION_S`.
        """
        key = (self._source, bars.symbol, str(bars.interval))
        times, retention = bars.times(), _RETENTION_S.get(bars.interval)
        if self._memory is not None:
            with self._lock:
                self._memory.save(bars, replace=replace, retention_s=retention)
            return
        # Not `strict`, for the keys have no end; SQLite stores a NaN as NULL.
        columns = (bars.column(name) for name in PRICE_COLUMNS)
        rows = list(zip(*map(repeat, key), times, *columns))  # noqa: B905

        def write(db: sqlite3.Connection) -> None:
            if replace:
                db.execute(_DELETE, key)
            elif rows:
                db.execute(f"{_DELETE} AND time BETWEEN ? AND ?", (*key, times[0], times[-1]))
            db.executemany("INSERT OR REPLACE INTO bars VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
            if retention is not None and rows:
                db.execute(f"{_DELETE} AND time < ?", (*key, times[-1] - retention))
            db.execute("INSERT OR REPLACE INTO series VALUES (?,?,?,?,?)", (*key, bars.source, bars.note))

        self.write(write)

    def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """All stored bars of a symbol, or None without any."""
        if self._memory is not None:
            with self._lock:
                return self._memory.bars(symbol, interval)
        return self.read(lambda db: read_bars(db, self._source, symbol, interval))

    def save_quotes(self, quotes: Iterable[Quote]) -> None:
        """Store each quote as the last one of its symbol."""
        rows = [(self._source, q.symbol, q.received_at, msgspec.msgpack.encode(q)) for q in quotes]
        self.write(lambda db: db.executemany("INSERT OR REPLACE INTO quotes VALUES (?,?,?,?)", rows))

    def quotes(self) -> list[Quote]:
        """Last quote of every symbol."""
        select = "SELECT quote FROM quotes WHERE source=? ORDER BY symbol"
        return decode(self.read(lambda db: db.execute(select, (self._source,)).fetchall()), Quote)

    def save_feed(self, status: FeedStatus) -> None:
        """Store the health of a topic."""
        row = (self._source, status.topic, msgspec.msgpack.encode(status))
        self.write(lambda db: db.execute("INSERT OR REPLACE INTO feeds VALUES (?,?,?)", row))

    def feeds(self) -> list[FeedStatus]:
        """Last known health of every topic."""
        select = "SELECT status FROM feeds WHERE source=?"
        return decode(self.read(lambda db: db.execute(select, (self._source,)).fetchall()), FeedStatus)

    def save_latest(self, kind: str, stored_at: float, values: Sequence[tuple[str, msgspec.Struct]]) -> None:
        """Store the latest `(symbol, struct)` values of a kind (scores, readings, sparks) for the next start."""
        rows = [(self._source, kind, symbol, stored_at, msgspec.msgpack.encode(item)) for symbol, item in values]
        self.write(lambda db: db.executemany("INSERT OR REPLACE INTO pictures VALUES (?,?,?,?,?)", rows))

    def latest(self, kind: str, type_: type[Struct]) -> list[Struct]:
        """Latest values of a kind; entries that this version cannot read are absent."""
        select = "SELECT picture FROM pictures WHERE source=? AND kind=? ORDER BY symbol"
        return decode(self.read(lambda db: db.execute(select, (self._source, kind)).fetchall()), type_)

    def write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        """Run `action` as one transaction; also for the parts of the store in other modules. Raises sqlite3.Error."""

        with self._lock:
            self._renew()

        def transaction(db: sqlite3.Connection) -> None:
            db.execute("BEGIN IMMEDIATE")
            try:
                action(db)
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

        self.read(transaction)

    def read(self, action: Callable[[sqlite3.Connection], ReadResult]) -> ReadResult:
        """Result of `action`; a damaged file is replaced first. Raises sqlite3.Error."""
        with self._lock:
            try:
                return action(self._connection)
            except (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.IntegrityError):
                raise
            except sqlite3.DatabaseError as error:
                self._begin_anew(error)
                return action(self._connection)

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        self._connection.close()
        self._connection, self.notice = begin_anew(self._path, error) if self._path else open_database(None)
        self._file = self._identity()

    def _identity(self) -> tuple[int, int] | None:
        """Identity of the file at the path, or None without one."""
        try:
            found = self._path.stat() if self._path is not None else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found is not None else None

    def _renew(self) -> None:
        """Reopen the file after a failure to open it or after its replacement. Raises sqlite3.Error, OSError."""
        now = time.monotonic()
        if self._path is None or now < self._next_try or (not self.trouble and self._identity() == self._file):
            return
        self._next_try = now + _TRY_AGAIN_S if self.trouble else 0.0
        found = open_or_do_without(self._path)
        if found.trouble and self.trouble:
            found.connection.close()
            self.trouble = found.trouble
            return
        self._connection.close()
        self._connection, self.notice, self.trouble = found
        self._file = self._identity()


def decode(rows: list[tuple[bytes]], type_: type[Struct]) -> list[Struct]:
    """Decode the entries that this version understands; one of another layout is missing, not an error."""
    decoder = msgspec.msgpack.Decoder(type_)
    items = []
    for (blob,) in rows:
        try:
            items.append(decoder.decode(blob))
        except UNREADABLE:
            continue
    return items
