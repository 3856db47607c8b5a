"""The store: bars, last quotes, feed health and the last computed picture of one source."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.store.bar_reader import read_bars
from r2k_tui.store.database import begin_anew, open_database
from r2k_tui.store.fallback import Opened, open_or_do_without

Struct = TypeVar("Struct", bound=msgspec.Struct)
ReadResult = TypeVar("ReadResult")
_DAY_S = 86400
# Minutes of every symbol that was ever looked at would fill the disk; sources give a week of them at once.
_KEPT_S = {Interval.M1: 30 * _DAY_S, **dict.fromkeys((Interval.M5, Interval.M15, Interval.M30), 120 * _DAY_S)}
# A file that cannot be written is tried again so often.
_TRY_AGAIN_S = 30.0
_DELETE = "DELETE FROM bars WHERE source=? AND symbol=? AND interval=?"


class Store:
    """One source's part of one file. Every method is one transaction and may be called from any thread.

    A file found damaged while running is set aside and begun anew; `notice` then says so. Other failures (a full
    disk, a locked file) rise as sqlite3.Error for the caller to show. A file that was replaced or removed under the
    open store is opened anew before the next write. `trouble` says why nothing can be written, "" when all is well.

    Raises sqlite3.Error or OSError where no file can be opened; `opened` goes on without.
    """

    def __init__(self, path: Path | None, source: str, opened: Opened | None = None) -> None:
        self._path, self._source = path, source
        self._lock = threading.Lock()
        self._connection, self.notice, self.trouble = opened or Opened(*open_database(path))
        self._file, self._next_try = self._identity(), 0.0

    @classmethod
    def opened(cls, path: Path | None, source: str) -> Store:
        """A store whatever becomes of the file: one that cannot be opened is tried again now and then."""
        return cls(path, source, open_or_do_without(path))

    def close(self) -> None:
        """Write the journal back and let go of the file."""
        with self._lock:
            self._connection.close()

    def save_bars(self, bars: Bars, *, replace: bool = False) -> None:
        """Put `bars` in place of what is known of their stretch of time, as `merge` does: what is withdrawn goes.

        With `replace` everything known of the symbol and interval goes first: its history was readjusted. Intraday
        bars are kept for so long as `_KEPT_S` says.
        """
        key = (self._source, bars.symbol, str(bars.interval))
        columns = zip(bars.times(), *(bars.column(name) for name in PRICE_COLUMNS), strict=True)
        rows = [(*key, time, *(_null(value) for value in values)) for time, *values in columns]
        times, kept = bars.times(), _KEPT_S.get(bars.interval)

        def write(db: sqlite3.Connection) -> None:
            if replace:
                db.execute(_DELETE, key)
            elif rows:
                db.execute(f"{_DELETE} AND time BETWEEN ? AND ?", (*key, times[0], times[-1]))
            db.executemany("INSERT OR REPLACE INTO bars VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
            if kept is not None and rows:
                db.execute(f"{_DELETE} AND time < ?", (*key, times[-1] - kept))
            db.execute("INSERT OR REPLACE INTO series VALUES (?,?,?,?,?)", (*key, bars.source, bars.note))

        self.write(write)

    def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """All stored bars of a symbol, None when there are none."""
        return self.read(lambda db: read_bars(db, self._source, symbol, interval))

    def save_quotes(self, quotes: Iterable[Quote]) -> None:
        """Keep each quote as the last one of its symbol."""
        rows = [(self._source, q.symbol, q.received_at, msgspec.msgpack.encode(q)) for q in quotes]
        self.write(lambda db: db.executemany("INSERT OR REPLACE INTO quotes VALUES (?,?,?,?)", rows))

    def quotes(self) -> list[Quote]:
        """The last quote of every symbol."""
        select = "SELECT quote FROM quotes WHERE source=? ORDER BY symbol"
        return decode(self.read(lambda db: db.execute(select, (self._source,)).fetchall()), Quote)

    def save_feed(self, status: FeedStatus) -> None:
        """Keep the health of a topic."""
        row = (self._source, status.topic, msgspec.msgpack.encode(status))
        self.write(lambda db: db.execute("INSERT OR REPLACE INTO feeds VALUES (?,?,?)", row))

    def feeds(self) -> list[FeedStatus]:
        """The last known health of every topic."""
        select = "SELECT status FROM feeds WHERE source=?"
        return decode(self.read(lambda db: db.execute(select, (self._source,)).fetchall()), FeedStatus)

    def save_pictures(self, kind: str, stored_at: float, pictures: Sequence[tuple[str, msgspec.Struct]]) -> None:
        """Keep the last computed `(symbol, struct)` of a kind (scores, readings, sparks) for the next start."""
        rows = [(self._source, kind, symbol, stored_at, msgspec.msgpack.encode(item)) for symbol, item in pictures]
        self.write(lambda db: db.executemany("INSERT OR REPLACE INTO pictures VALUES (?,?,?,?,?)", rows))

    def pictures(self, kind: str, type_: type[Struct]) -> list[Struct]:
        """What was last computed of a kind; entries that this version cannot read are left out."""
        select = "SELECT picture FROM pictures WHERE source=? AND kind=? ORDER BY symbol"
        return decode(self.read(lambda db: db.execute(select, (self._source, kind)).fetchall()), type_)

    def write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        """Run `action` as one transaction, for a part of the store that has a file of its own. Raises sqlite3.Error."""

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
        """What `action` finds; a damaged file is begun anew. Raises sqlite3.Error."""
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
        """Which file lies at the path, None where there is none."""
        try:
            found = self._path.stat() if self._path is not None else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found is not None else None

    def _renew(self) -> None:
        """Open the file again: it could not be before, or it is another one now. Raises sqlite3.Error, OSError."""
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


def _null(value: float) -> float | None:
    return None if value != value else value


def decode(rows: list[tuple[bytes]], type_: type[Struct]) -> list[Struct]:
    """Decode what this version understands: an entry of an older layout is a missing one, not an error."""
    decoder = msgspec.msgpack.Decoder(type_)
    items = []
    for (blob,) in rows:
        try:
            items.append(decoder.decode(blob))
        except UNREADABLE:
            continue
    return items
