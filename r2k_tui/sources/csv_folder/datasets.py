"""Data sets of a folder beyond one file per symbol: wide files of closes, fund holdings, macro series, factors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.model.macro.series import MacroSeries, pack_series
from r2k_tui.model.market.bars import Bars, Closes, Interval
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, NotFound, Unavailable
from r2k_tui.sources.csv_folder import locate, peek
from r2k_tui.sources.csv_folder.wide import parse_wide
from r2k_tui.sources.fred.parse import parse_column
from r2k_tui.sources.french.archive import unpacked
from r2k_tui.sources.french.parse import parse_table
from r2k_tui.sources.french.published_files import FILES, LibraryFile
from r2k_tui.sources.holdings.parse import parse_holdings

_DAY_S = 86400
_FRED_MARK, _HOLDINGS_MARK, _WIDE_MARK = "fred", "holdings", "wide"
_FACTORS = "factors"


class FolderDatasets:
    """Reader of wide files and `*holdings*.csv`, callable from any thread; it reads a file again after a change.

    A wide file is one whose header has a date and several symbols; one called `*wide*.csv` comes first, and one called
    `*fred*.csv` holds macro series instead. `until` leaves out holdings that are dated later than that day.
    """

    def __init__(self, folder: Path, clock: Callable[[], float], until: date | None) -> None:
        self._folder, self._clock, self._until = folder.expanduser().absolute(), clock, until
        self._lock = threading.Lock()
        self._wide: dict[str, tuple[locate.Stamp, Closes]] = {}
        self._columns: dict[str, tuple[locate.Stamp | None, tuple[str, ...]]] = {}

    def closes(self, symbols: Sequence[str]) -> Closes:
        """Closes of the wide file with most of the symbols, whole. Raises NotFound, BadData."""
        columns = self._wide_files()
        asked = set(symbols)
        # The first of equals: max() keeps the order.
        best = max(columns, key=lambda name: len(asked.intersection(columns[name])), default="")
        if not best or not (_WIDE_MARK in best.casefold() or asked.intersection(columns[best])):
            raise NotFound("no wide file of their closes, such as closes_wide.csv, in the data folder")
        return self._read(best)

    def closes_with(self, symbol: str) -> Closes:
        """Closes of the first wide file that has a column of the symbol. Raises NotFound, BadData."""
        columns = self._wide_files()
        for name, symbols in columns.items():
            # The header of a file called `*wide*.csv` may be at fault: reading it tells.
            if symbol in symbols or not symbols:
                closes = self._read(name)
                if symbol in closes.symbols:
                    return closes
        lacking = f", nor a column of it in {' or '.join(map(clean, columns))}" if columns else ""
        raise NotFound(f"no {clean(symbol, 32)}.csv in the data folder{lacking}")

    def _wide_files(self) -> dict[str, tuple[str, ...]]:
        """Symbols by name of a wide file. Raises Unavailable."""
        named, others = dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
        for name in self._named(""):
            if _FRED_MARK in name.casefold() or _HOLDINGS_MARK in name.casefold():
                continue
            stamp = locate.stamp(self._folder / name)
            if self._columns.get(name, (None, ()))[0] != stamp or stamp is None:
                self._columns[name] = stamp, peek.columns(self._folder / name)
            symbols = self._columns[name][1]
            if _WIDE_MARK in name.casefold():
                named[name] = symbols
            elif symbols:
                others[name] = symbols
        return named | others

    def _read(self, name: str) -> Closes:
        with self._lock:
            known = self._wide.get(name)
            if known is not None and known[0] == locate.stamp(self._folder / name):
                return known[1]
            data, stamp = locate.read(self._folder / name)
            closes = parse_wide(data, clean(name), newest=new_york_day(self._clock()), report_until=self._until)
            self._wide[name] = stamp, closes
            return closes

    def bars(self, symbol: str) -> Bars:
        """Daily closes of one symbol from a wide file. Raises NotFound, BadData."""
        closes = self.closes_with(symbol)
        table = np.frombuffer(closes.values).reshape(len(closes), len(closes.symbols))
        column = table[:, closes.symbols.index(symbol)]
        known = np.isfinite(column)
        if not known.any():
            raise NotFound(f"{closes.source} has no close of {clean(symbol, 32)}")
        times = (np.frombuffer(closes.days, dtype=np.int64)[known] * _DAY_S).tobytes()
        packed, blank = column[known].tobytes(), np.full(int(known.sum()), np.nan).tobytes()
        note = "closes alone, adjusted for dividends" if closes.basis == "tr" else "closes alone"
        return Bars(symbol, Interval.D1, times, blank, blank, blank, packed, packed, blank, "csv", note)

    def holdings(self, fund: str) -> FundHoldings:
        """Newest holdings of a fund in the folder. Raises NotFound, BadData."""
        found: list[FundHoldings] = []
        wrong: list[str] = []
        for name in self._named(_HOLDINGS_MARK):
            data, _ = locate.read(self._folder / name)
            try:
                holdings = parse_holdings(data, name, fund=fund)
            except BadData as error:
                wrong.append(f"{clean(name)}: {error}")
            else:
                found += [holdings] if holdings.fund == fund else []
        if not found:
            if wrong:
                raise BadData(wrong[0])
            raise NotFound(f"no list of what {clean(fund, 16)} holds in the data folder")
        ranked = sorted(found, key=lambda holdings: holdings.as_of)
        early = [h for h in ranked if self._until is None or h.as_of <= self._until.isoformat()]
        return early[-1] if early else ranked[0]

    def _named(self, word: str) -> list[str]:
        names = locate.listing(self._folder)
        return sorted(name for name in names if word in name.casefold() and name.endswith((".csv", ".csv.gz")))

    def forget(self) -> None:
        """Drop what is cached in memory."""
        with self._lock:
            self._wide.clear()
            self._columns.clear()


def read_macro_series(folder: Path, id: str) -> MacroSeries:
    """Macro series from `ID.csv`, else from the first `*fred*.csv` that has a column of it. Raises NotFound, BadData.

    Its retrieval time is the modification time of the file.
    """
    names = locate.listing(folder)
    own = [name for name in (f"{id}.csv", f"{id}.csv.gz") if name in names]
    shared = sorted(name for name in names if _FRED_MARK in name.lower() and name.lower().endswith((".csv", ".csv.gz")))
    for name in (*own, *shared):
        data, stamp = locate.read(folder / name)
        column = parse_column(data if data.endswith(b"\n") else data + b"\n", id)
        if column is not None:
            return pack_series(id, column.days, column.values, clean(name, 60), stamp.mtime)
    raise NotFound(f"no {clean(id, 32)}.csv in the data folder, nor a *{_FRED_MARK}*.csv with a column of it")


def read_factor_table(folder: Path, name: str, today: date) -> FactorTable:
    """Table from the file of the library, unpacked, as an archive or compressed by gzip.

    It is looked for in `factors/` of the data folder, in that folder itself, and in `factors/` beside it. Its retrieval
    time is the modification time of the file. Raises NotFound, which names the file, and BadData.
    """
    file = FILES[name]
    for place in (folder / _FACTORS, folder, folder.parent / _FACTORS):
        found = _named(place, file)
        if found:
            return _read(place / found, name, today, "" if place == folder else f"{_FACTORS}/")
    raise NotFound(
        f"no {_FACTORS}/{file.csv} in or beside the data folder; "
        f"download {file.archive} from Kenneth French's data library and put it there"
    )


def _named(place: Path, file: LibraryFile) -> str:
    """Name of the file in a folder, in any case; "" without one, or without the folder."""
    try:
        names = {name.casefold(): name for name in sorted(locate.listing(place), reverse=True)}
    except Unavailable:
        return ""
    wanted = (file.csv, f"{file.csv}.gz", file.archive)
    return next((names[name.casefold()] for name in wanted if name.casefold() in names), "")


def _read(path: Path, name: str, today: date, shown: str) -> FactorTable:
    data, stamp = locate.read(path)
    title = f"{shown}{clean(path.name, 60)}"
    try:
        if path.suffix.casefold() == ".zip":
            data = unpacked(data, FILES[name].stem)
        return parse_table(data, name, today, title, stamp.mtime)
    except BadData as error:
        raise BadData(f"{shown}{error}; download the file again") from None
