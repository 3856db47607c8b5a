"""Bars and quotes out of a folder of CSV files."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import NamedTuple

from r2k_tui.model.bars import Interval
from r2k_tui.model.feed import Problem
from r2k_tui.model.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BarBatch, Capabilities, NotFound, QuoteBatch, SourceError
from r2k_tui.sources.csv_folder import locate
from r2k_tui.sources.csv_folder.careful_rows import read_careful
from r2k_tui.sources.csv_folder.clean_rows import read_clean
from r2k_tui.sources.csv_folder.header import parse_header, split_lines
from r2k_tui.sources.csv_folder.table import NEW_YORK, RATES, Rules, Table, daily, to_bars

_MOST_KEPT = 256
_CLOSE = time_of_day(16)


class _Read(NamedTuple):
    stamp: locate.Stamp
    table: Table


class CsvFolderSource:
    """One file per symbol, `SYMBOL.csv` (`RUT.csv` is `^RUT`), else `SYMBOL_close.csv`; `.csv.gz` too.

    `Date` rows are daily bars; `Datetime` rows (with offset) are intraday bars, and daily ones are made of them by
    the day in New York. `SYMBOL_5m.csv` and the like hold further intraday bars. Rows with faults are left out and
    told as problems of kind `bad_row`, with their line; a price must be above zero unless the symbol is a yield
    (^IRX, ^FVX, ^TNX, ^TYX). Files are read again when they change. The newest daily bar is the quote.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder, self._clock = folder.expanduser().absolute(), clock
        self._kept: OrderedDict[tuple[str, str], _Read] = OrderedDict()
        self._lock = threading.Lock()
        try:
            self._intraday = set(locate.intraday_intervals(locate.listing(self._folder)))
        except SourceError:
            self._intraday = set()

    @property
    def name(self) -> str:
        """See Source."""
        return "csv"

    @property
    def identity(self) -> str:
        """See Source."""
        return f"csv:{self._folder}"

    @property
    def capabilities(self) -> Capabilities:
        """See Source. An interval that only a `SYMBOL.csv` with `Datetime` has is known once that file was read."""
        intraday = (interval for interval in Interval if interval in self._intraday)
        return Capabilities(live=False, intervals=(*intraday, Interval.D1), keeps_store=False, remote=False)

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source. A file that cannot be used is a problem of its kind; rows left out are told by `bars`.

        A quote's time is 16:00 in New York of its day (the end of the bar of intraday rows), at the latest now; it
        was received when the file was last changed.
        """
        return await asyncio.to_thread(self._quotes, tuple(symbols)) if symbols else QuoteBatch(())

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source. Raises NotFound without a file, BadData when nothing in it can be used."""
        return await asyncio.to_thread(self._bars, symbol, interval, since)

    async def close(self) -> None:
        """See Source."""
        with self._lock:
            self._kept.clear()

    def _quotes(self, symbols: tuple[str, ...]) -> QuoteBatch:
        names = locate.listing(self._folder)
        quotes: list[Quote] = []
        problems: list[Problem] = []
        for symbol in symbols:
            try:
                read = self._read(locate.find(names, symbol), symbol)
            except SourceError as error:
                problems.append(Problem(clean(symbol, 32), error.kind, str(error)))
            else:
                quotes.append(self._quote(symbol, read))
        return QuoteBatch(tuple(quotes), tuple(problems))

    def _bars(self, symbol: str, interval: Interval, since: float | None) -> BarBatch:
        table = self._table(symbol, interval)
        bars = to_bars(table, symbol, interval, self.name)
        problems = tuple(Problem(symbol, "bad_row", sentence) for sentence in table.left_out)
        return BarBatch(bars if since is None else bars.since(since), problems)

    def _table(self, symbol: str, interval: Interval) -> Table:
        names = locate.listing(self._folder)
        if not interval.intraday:
            return daily(self._read(locate.find(names, symbol), symbol).table)
        try:
            return self._read(locate.find(names, symbol, interval), symbol).table
        except NotFound:
            table = self._read(locate.find(names, symbol), symbol).table
            if table.interval is not interval:
                raise NotFound(f"no {clean(symbol, 32)}_{interval}.csv in the data folder") from None
            return table

    def _read(self, name: str, symbol: str) -> _Read:
        """The table of a file, from memory while the file is as it was."""
        path, key = self._folder / name, (name, symbol)
        with self._lock:
            known = self._kept.get(key)
            if known is not None and known.stamp == locate.stamp(path):
                self._kept.move_to_end(key)
                return known
        data, stamp = locate.read(path)
        read = _Read(stamp, self._parse(data, name, symbol))
        with self._lock:
            if not read.table.early:
                self._kept[key] = read
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            if read.table.intraday and (interval := read.table.interval):
                self._intraday.add(interval)
        return read

    def _quote(self, symbol: str, read: _Read) -> Quote:
        """The newest daily bar as a quote."""
        bars, now = to_bars(daily(read.table), symbol, Interval.D1, self.name), self._clock()
        closes = bars.column("close")
        return Quote(
            symbol=symbol,
            price=_known(closes[-1]),
            previous_close=_known(closes[-2]) if len(bars) > 1 else None,
            open=_known(bars.column("open")[-1]),
            day_high=_known(bars.column("high")[-1]),
            day_low=_known(bars.column("low")[-1]),
            volume=_known(bars.column("volume")[-1]),
            time=min(_moment(read.table), now),
            received_at=min(read.stamp.mtime, now),
            source=self.name,
        )

    def _parse(self, data: bytes, name: str, symbol: str) -> Table:
        rules = Rules(self._clock(), positive=symbol not in RATES)
        shown = clean(name)
        lines = split_lines(data, shown)
        layout = parse_header(lines, shown)
        return read_clean(lines, layout, rules) or read_careful(lines, layout, rules)


def _moment(table: Table) -> float:
    """When the newest row was true: at the end of its bar, or at 16:00 in New York of its day."""
    if table.intraday:
        return float(table.times[-1]) + (table.interval.seconds if table.interval else 0)
    day = datetime.fromtimestamp(int(table.times[-1]), UTC).date()
    return datetime.combine(day, _CLOSE, NEW_YORK).timestamp()


def _known(value: float) -> float | None:
    return None if value != value else value
