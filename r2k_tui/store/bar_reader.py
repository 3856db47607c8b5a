"""Reader of stored bars that leaves the file as it is and creates none beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval, pack_floats, pack_times

_NAN = float("nan")
_WHERE = "WHERE source=? AND symbol=? AND interval=?"
_SELECT = f"SELECT time, {', '.join(PRICE_COLUMNS)} FROM bars {_WHERE} ORDER BY time"  # noqa: S608
_INTRADAY = tuple(interval.value for interval in Interval if interval.intraday)
_MARKS = ",".join("?" * len(_INTRADAY))


def read_bars(db: sqlite3.Connection, source: str, symbol: str, interval: Interval) -> Bars | None:
    """All bars of one series, or None without any. Raises sqlite3.Error."""
    key = (source, symbol, interval.value)
    rows = db.execute(_SELECT, key).fetchall()
    if not rows:
        return None
    origin, note = db.execute(f"SELECT origin, note FROM series {_WHERE}", key).fetchone() or ("", "")  # noqa: S608
    times, *columns = zip(*rows, strict=True)
    packed = {
        name: pack_floats([_NAN if value is None else value for value in column])
        for name, column in zip(PRICE_COLUMNS, columns, strict=True)
    }
    return Bars(symbol, interval, pack_times(list(times)), **packed, source=origin, note=note)


class BarReader:
    """Reader of one source's bars in one file; each call opens it anew. Every method raises sqlite3.Error."""

    def __init__(self, path: Path, source: str) -> None:
        self._path, self._source = path, source

    def symbols(self) -> tuple[str, ...]:
        """Symbols that have intraday bars."""
        select = f"SELECT DISTINCT symbol FROM series WHERE source=? AND interval IN ({_MARKS}) ORDER BY symbol"  # noqa: S608
        with self._opened() as db:
            return tuple(symbol for (symbol,) in db.execute(select, (self._source, *_INTRADAY)))

    def hours(self) -> tuple[int, ...]:
        """Hours since the epoch in which an intraday bar begins, ascending."""
        select = f"SELECT DISTINCT time / 3600 FROM bars WHERE source=? AND interval IN ({_MARKS}) ORDER BY 1"  # noqa: S608
        with self._opened() as db:
            return tuple(hour for (hour,) in db.execute(select, (self._source, *_INTRADAY)))

    def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """All bars of a symbol, or None without any."""
        with self._opened() as db:
            return read_bars(db, self._source, symbol, interval)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # A write-ahead log beside the file means that another process may be writing, and the log must be read too.
        # Without a log the file is complete, and opening it as immutable creates none.
        alone = not self._path.with_name(self._path.name + "-wal").exists()
        uri = f"{self._path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
        with closing(sqlite3.connect(uri, uri=True, timeout=5.0)) as db:
            yield db
