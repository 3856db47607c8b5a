"""The store: bars, last quotes, feed health and the last computed picture of one source."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from r2k_tui.model.bars import PRICE_COLUMNS, Bars, Interval, pack_floats, pack_times
from r2k_tui.model.feed import FeedStatus
from r2k_tui.model.quote import Quote
from r2k_tui.store.database import open_database, set_aside

Struct = TypeVar("Struct", bound=msgspec.Struct)
Result = TypeVar("Result")
_NAN = float("nan")


class Store:
    """One source's part of one file. Every method is one transaction and may be called from any thread.

    A file found damaged while running is set aside and begun anew; `notice` then says so. Other failures (a full
    disk, a locked file) rise as sqlite3.Error for the caller to show.
    """

    def __init__(self, path: Path | None, source: str) -> None:
        self._path, self._source = path, source
        self._lock = threading.Lock()
        self._connection, self.notice = open_database(path)

    def close(self) -> None:
        """Write the journal back and let go of the file."""
        with self._lock:
            self._connection.close()

    def save_bars(self, bars: Bars, *, replace: bool = False) -> None:
        """Add `bars`; where a time is known already, the new bar wins.

        With `replace` everything known of the symbol and interval goes first: its history was readjusted.
        """
        key = (self._source, bars.symbol, str(bars.interval))
        columns = zip(bars.times(), *(bars.column(name) for name in PRICE_COLUMNS), strict=True)
        rows = [(*key, time, *(_null(value) for value in values)) for time, *values in columns]

        def write(db: sqlite3.Connection) -> None:
            if replace:
                db.execute("DELETE FROM bars WHERE source=? AND symbol=? AND interval=?", key)
            db.executemany("INSERT OR REPLACE INTO bars VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
            db.execute("INSERT OR REPLACE INTO series VALUES (?,?,?,?,?)", (*key, bars.source, bars.note))

        self._write(write)

    def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """All stored bars of a symbol, None when there are none."""
        key = (self._source, symbol, str(interval))
        where = "WHERE source=? AND symbol=? AND interval=?"

        def read(db: sqlite3.Connection) -> Bars | None:
            select = f"SELECT time, {', '.join(PRICE_COLUMNS)} FROM bars {where} ORDER BY time"  # noqa: S608
            rows = db.execute(select, key).fetchall()
            if not rows:
                return None
            origin, note = db.execute(f"SELECT origin, note FROM series {where}", key).fetchone() or ("", "")  # noqa: S608
            times, *columns = zip(*rows, strict=True)
            packed = {
                name: pack_floats([_NAN if value is None else value for value in column])
                for name, column in zip(PRICE_COLUMNS, columns, strict=True)
            }
            return Bars(symbol, interval, pack_times(list(times)), **packed, source=origin, note=note)

        return self._run(read)

    def save_quotes(self, quotes: Iterable[Quote]) -> None:
        """Keep each quote as the last one of its symbol."""
        rows = [(self._source, q.symbol, q.received_at, msgspec.msgpack.encode(q)) for q in quotes]
        self._write(lambda db: db.executemany("INSERT OR REPLACE INTO quotes VALUES (?,?,?,?)", rows))

    def quotes(self) -> list[Quote]:
        """The last quote of every symbol."""
        select = "SELECT quote FROM quotes WHERE source=? ORDER BY symbol"
        return _decode(self._run(lambda db: db.execute(select, (self._source,)).fetchall()), Quote)

    def save_feed(self, status: FeedStatus) -> None:
        """Keep the health of a topic."""
        row = (self._source, status.topic, msgspec.msgpack.encode(status))
        self._write(lambda db: db.execute("INSERT OR REPLACE INTO feeds VALUES (?,?,?)", row))

    def feeds(self) -> list[FeedStatus]:
        """The last known health of every topic."""
        select = "SELECT status FROM feeds WHERE source=?"
        return _decode(self._run(lambda db: db.execute(select, (self._source,)).fetchall()), FeedStatus)

    def save_pictures(self, kind: str, stored_at: float, pictures: Sequence[tuple[str, msgspec.Struct]]) -> None:
        """Keep the last computed `(symbol, struct)` of a kind (scores, readings, sparks) for the next start."""
        rows = [(self._source, kind, symbol, stored_at, msgspec.msgpack.encode(item)) for symbol, item in pictures]
        self._write(lambda db: db.executemany("INSERT OR REPLACE INTO pictures VALUES (?,?,?,?,?)", rows))

    def pictures(self, kind: str, type_: type[Struct]) -> list[Struct]:
        """What was last computed of a kind; entries that this version cannot read are left out."""
        select = "SELECT picture FROM pictures WHERE source=? AND kind=? ORDER BY symbol"
        return _decode(self._run(lambda db: db.execute(select, (self._source, kind)).fetchall()), type_)

    def _write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        def transaction(db: sqlite3.Connection) -> None:
            db.execute("BEGIN IMMEDIATE")
            try:
                action(db)
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

        self._run(transaction)

    def _run(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
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
        kept = set_aside(self._path).name if self._path is not None else "nothing"
        self._connection, _ = open_database(self._path)
        self.notice = f"the store was damaged ({error}); it is kept as {kept}, a new one is begun"


def _null(value: float) -> float | None:
    return None if value != value else value


def _decode(rows: list[tuple[bytes]], type_: type[Struct]) -> list[Struct]:
    """Decode what this version understands: an entry of an older layout is a missing one, not an error."""
    decoder = msgspec.msgpack.Decoder(type_)
    items = []
    for (blob,) in rows:
        try:
            items.append(decoder.decode(blob))
        except msgspec.DecodeError:
            continue
    return items
