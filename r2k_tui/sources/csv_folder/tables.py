"""Cache of the files of a folder as tables: each is read on request, and again after a change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, NotFound, SourceError
from r2k_tui.sources.csv_folder import locate, peek
from r2k_tui.sources.csv_folder.encoding import split_lines
from r2k_tui.sources.csv_folder.fast_parser import parse_fast
from r2k_tui.sources.csv_folder.header import parse_header
from r2k_tui.sources.csv_folder.lenient_parser import parse_lenient
from r2k_tui.sources.csv_folder.no_session import with_session_notices
from r2k_tui.sources.csv_folder.table import PriceTable, RowRules, may_be_negative

_MOST_CACHED = 256


class Read(NamedTuple):
    """Table with the state of the file that it was read from."""

    stamp: locate.Stamp
    table: PriceTable


class Tables:
    """Cache of tables, callable from any thread. `clock` (seconds since the epoch) identifies future rows."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        self.folder, self._clock = folder.expanduser().absolute(), clock
        self._cache: OrderedDict[tuple[str, str], Read] = OrderedDict()
        self._lock = threading.Lock()
        try:
            names = locate.listing(self.folder)
        except SourceError:
            names = frozenset()
        self._intraday = set(locate.intraday_intervals(names)) | peek.intervals(self.folder, names)

    def intervals(self) -> tuple[Interval, ...]:
        """Intraday intervals in the folder, from file names, first rows and files read so far."""
        return tuple(interval for interval in Interval if interval in self._intraday)

    def names(self) -> frozenset[str]:
        """Names in the folder. Raises Unavailable."""
        return locate.listing(self.folder)

    def table(self, symbol: str, interval: Interval) -> PriceTable:
        """Rows of a symbol; the file `SYMBOL.csv` serves any interval that it has. Raises SourceError.

        For daily bars the rows may be intraday.
        """
        names = self.names()
        if not interval.intraday:
            return self.read(locate.find(names, symbol), symbol).table
        try:
            name = locate.find(names, symbol, interval)
            table = self.read(name, symbol).table
            if not table.intraday:
                raise BadData(f"{clean(name)} has daily rows; its name promises rows every {interval}")
            return table
        except NotFound:
            table = self.read(locate.find(names, symbol), symbol).table
            if table.interval is not interval:
                raise NotFound(f"no {clean(symbol, 32)}_{interval}.csv in the data folder") from None
            return table

    def read(self, name: str, symbol: str) -> Read:
        """Table of a file, from the cache while the file is unchanged. Raises BadData."""
        path, key = self.folder / name, (name, symbol)
        with self._lock:
            known = self._cache.get(key)
            if known is not None and known.stamp == locate.stamp(path):
                self._cache.move_to_end(key)
                return known
        data, stamp = locate.read(path)
        read = Read(stamp, self._parse(data, name, symbol))
        with self._lock:
            if not read.table.early:
                self._cache[key] = read
            while len(self._cache) > _MOST_CACHED:
                self._cache.popitem(last=False)
            if read.table.intraday and (interval := read.table.interval):
                self._intraday.add(interval)
        return read

    def forget(self) -> None:
        """Clear the cache."""
        with self._lock:
            self._cache.clear()

    def _parse(self, data: bytes, name: str, symbol: str) -> PriceTable:
        rules = RowRules(self._clock(), positive=not may_be_negative(symbol))
        shown = clean(name)
        lines = split_lines(data, shown)
        layout = parse_header(lines, shown, symbol)
        table = parse_fast(lines, layout, rules) or parse_lenient(lines, layout, rules)
        return with_session_notices(table, shown, symbol)
