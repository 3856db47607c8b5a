"""Data sets of a folder beyond one file per symbol: a wide file of closes, fund holdings, macro series, factors."""

from __future__ import annotations

import threading
from collections.abc import Callable
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
from r2k_tui.sources.csv_folder import locate
from r2k_tui.sources.csv_folder.wide import parse_wide
from r2k_tui.sources.fred.parse import parse_column
from r2k_tui.sources.french.archive import unpacked
from r2k_tui.sources.french.library import FILES, LibraryFile
from r2k_tui.sources.french.parse import parse_table
from r2k_tui.sources.holdings.parse import parse_holdings

_DAY_S = 86400
_FRED_MARK = "fred"
_FACTORS = "factors"


class FolderDatasets:
    """Reader of `*wide*.csv` and `*holdings*.csv`, callable from any thread; it reads a file again after a change.

    `until` leaves out holdings that are dated later than that day.
    """

    def __init__(self, folder: Path, clock: Callable[[], float], until: date | None) -> None:
        self._folder, self._clock, self._until = folder.expanduser().absolute(), clock, until
        self._lock = threading.Lock()
        self._wide: tuple[locate.Stamp, Closes] | None = None

    def closes(self) -> Closes:
        """Closes of the wide file. Raises NotFound, BadData."""
        name = next(iter(self._named("wide")), None)
        if name is None:
            raise NotFound("no wide file of closes, such as closes_wide.csv, in the data folder")
        with self._lock:
            stamp = locate.stamp(self._folder / name)
            if self._wide is not None and self._wide[0] == stamp:
                return self._wide[1]
            data, read_stamp = locate.read(self._folder / name)
            closes = parse_wide(data, clean(name), newest=new_york_day(self._clock()), report_until=self._until)
            self._wide = read_stamp, closes
            return closes

    def bars(self, symbol: str) -> Bars:
        """Daily closes of one symbol from the wide file. Raises NotFound, BadData."""
        closes = self.closes()
        if symbol not in closes.symbols:
            raise NotFound(f"no {clean(symbol, 32)}.csv in the data folder, nor a column of it in {closes.source}")
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
        for name in self._named("holdings"):
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
            self._wide = None


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
