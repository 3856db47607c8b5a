"""Bars and quotes from a folder of CSV files."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import msgspec

from r2k_tui.model.calendar.days import bar_of_day, new_york_day
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.model.macro.series import MacroSeries
from r2k_tui.model.market.bars import Closes, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.as_of import quote_of
from r2k_tui.sources.base import BarBatch, Capabilities, NotFound, QuoteBatch, SourceError
from r2k_tui.sources.csv_folder import locate
from r2k_tui.sources.csv_folder.datasets import FolderDatasets, read_factor_table, read_macro_series
from r2k_tui.sources.csv_folder.info import INFO
from r2k_tui.sources.csv_folder.peek import prices_folder
from r2k_tui.sources.csv_folder.table import NEW_YORK, PriceTable, daily, problem_sentences, to_bars
from r2k_tui.sources.csv_folder.tables import Read, Tables


class CsvFolderSource:
    """Source of one file per symbol: `SYMBOL.csv` (`RUT.csv` is `^RUT`), else `SYMBOL_close.csv`; also `.csv.gz`.

    A symbol without a file is looked for in the columns of wide files. Without prices in the folder itself, those in
    its folder `daily` are used.

    `Date` rows are daily bars; `Datetime` rows (with offset) are intraday bars, aggregated to daily ones by the day in
    New York. `SYMBOL_5m.csv` and the like hold further intraday bars. Faulty rows are left out and reported as
    problems of kind `bad_row` with their line; a price must be above zero unless the symbol is a yield (^IRX, ^FVX,
    ^TNX, ^TYX) or a future (CL=F). A newest-first file is reversed. Files are read again when they change. The newest
    daily bar is the quote. `report_until`: faults of rows later than that day are not reported; the rows themselves
    stay.
    """

    def __init__(
        self, folder: Path, clock: Callable[[], float] = time.time, *, report_until: date | None = None
    ) -> None:
        self._clock, self._report_until = clock, report_until
        folder = prices_folder(folder.expanduser())
        self._tables = Tables(folder, clock)
        self._datasets = FolderDatasets(folder, clock, report_until)

    @property
    def name(self) -> str:
        """See Source."""
        return INFO.name

    @property
    def identity(self) -> str:
        """See Source."""
        return f"csv:{self._tables.folder}"

    @property
    def capabilities(self) -> Capabilities:
        """See Source. Intraday intervals come from the names of files or from their first rows."""
        intervals = (*self._tables.intervals(), Interval.D1)
        return Capabilities(INFO, intervals, remote=False)

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source. A file that cannot be used is a problem of its kind; rows left out are told by `bars`.

        A quote's time is the closing bell of its day (the end of the bar of intraday rows), at the latest now; it
        was received when the file was last changed.
        """
        return await asyncio.to_thread(self._quotes, tuple(symbols)) if symbols else QuoteBatch(())

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source. Raises NotFound without a file, BadData when nothing in it can be used."""
        return await asyncio.to_thread(self._bars, symbol, interval, since)

    async def close(self) -> None:
        """See Source."""
        self._tables.forget()
        self._datasets.forget()

    async def holdings(self, fund: str) -> FundHoldings:
        """See ListsMembers: the files called `*holdings*.csv`."""
        return await asyncio.to_thread(self._datasets.holdings, fund)

    async def economy(self, id: str) -> MacroSeries:
        """See KeepsEconomy: the file `ID.csv`, or a column of one called `*fred*.csv`."""
        return await asyncio.to_thread(read_macro_series, self._tables.folder, id)

    async def factor_table(self, name: str) -> FactorTable:
        """See FactorSource: the files of Kenneth French's data library, in `factors/`."""
        today = new_york_day(self._clock())
        return await asyncio.to_thread(read_factor_table, self._tables.folder, name, today)

    async def closes(self, symbols: Sequence[str]) -> Closes:
        """See KeepsCloses: the wide file with most of the symbols, whole."""
        return await asyncio.to_thread(self._datasets.closes, tuple(symbols))

    def _quotes(self, symbols: tuple[str, ...]) -> QuoteBatch:
        names = self._tables.names()
        quotes: list[Quote] = []
        problems: list[Problem] = []
        for symbol in symbols:
            try:
                quotes.append(self._found(names, symbol))
            except SourceError as error:
                problems.append(Problem(clean(symbol, 32), error.kind, str(error)))
        return QuoteBatch(tuple(quotes), tuple(problems))

    def _found(self, names: frozenset[str], symbol: str) -> Quote:
        """Quote of a symbol from its own file, else from a wide one. Raises SourceError."""
        try:
            return self._quote(symbol, self._tables.read(locate.find(names, symbol), symbol))
        except NotFound as missing:
            try:
                return quote_of(self._datasets.bars(symbol))
            except NotFound:
                raise missing from None

    def _bars(self, symbol: str, interval: Interval, since: float | None) -> BarBatch:
        try:
            table = self._tables.table(symbol, interval)
        except NotFound as missing:
            try:
                wide = self._datasets.bars(symbol)
            except NotFound:
                raise missing from None
            if interval.intraday:
                raise
            problems = tuple(
                Problem(symbol, "bad_row", sentence) for sentence in self._datasets.closes_with(symbol).left_out
            )
            return BarBatch(wide if since is None else wide.since(since), problems)
        rows = table if interval.intraday else daily(table)
        bars = to_bars(rows, symbol, interval, self.name)
        problems = tuple(
            Problem(symbol, "bad_row", sentence)
            for sentence in problem_sentences(table.left_out, self._last_reported(table))
        )
        return BarBatch(bars if since is None else bars.since(since), problems)

    def _last_reported(self, table: PriceTable) -> float:
        """Latest time of a row whose faults are reported."""
        day = self._report_until
        if day is None:
            return math.inf
        if not table.intraday:
            return float(bar_of_day(day))
        return datetime.combine(day + timedelta(days=1), time_of_day(), NEW_YORK).timestamp() - 1.0

    def _quote(self, symbol: str, read: Read) -> Quote:
        """Quote from the newest daily bar."""
        bars, now = to_bars(daily(read.table), symbol, Interval.D1, self.name), self._clock()
        quote = quote_of(bars)
        moment = quote.time if quote.time is not None and not read.table.intraday else _end(read.table)
        return msgspec.structs.replace(quote, time=min(moment, now), received_at=min(read.stamp.mtime, now))


def _end(table: PriceTable) -> float:
    """When the newest of intraday rows ended."""
    return float(table.times[-1]) + (table.interval.seconds if table.interval else 0)
