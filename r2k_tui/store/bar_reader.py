"""Bars out of a store that is only looked at: the file stays as it is, and none is made beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.store.bar_rows import read_bars

_INTRADAY = tuple(interval.value for interval in Interval if interval.intraday)
_MARKS = ",".join("?" * len(_INTRADAY))


class BarReader:
    """One source's bars in one file, opened anew for each look. Every method raises sqlite3.Error."""

    def __init__(self, path: Path, source: str) -> None:
        self._path, self._source = path, source

    def symbols(self) -> tuple[str, ...]:
        """Symbols that have intraday bars."""
        select = f"SELECT DISTINCT symbol FROM series WHERE source=? AND interval IN ({_MARKS}) ORDER BY symbol"  # noqa: S608
        with self._opened() as db:
            return tuple(symbol for (symbol,) in db.execute(select, (self._source, *_INTRADAY)))

    def hours(self) -> tuple[int, ...]:
        """Hours since the epoch in which some intraday bar begins, ascending."""
        select = f"SELECT DISTINCT time / 3600 FROM bars WHERE source=? AND interval IN ({_MARKS}) ORDER BY 1"  # noqa: S608
        with self._opened() as db:
            return tuple(hour for (hour,) in db.execute(select, (self._source, *_INTRADAY)))

    def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """All bars of a symbol, None where there are none."""
        with self._opened() as db:
            return read_bars(db, self._source, symbol, interval)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # With a journal beside it another process may be writing, and the journal must be read as well. Without one
        # the file is all there is, and opened as if it lay on a disk that cannot be written no journal is made.
        alone = not self._path.with_name(self._path.name + "-wal").exists()
        uri = f"{self._path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
        with closing(sqlite3.connect(uri, uri=True, timeout=5.0)) as db:
            yield db
