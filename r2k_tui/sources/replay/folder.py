"""Recording in a folder of CSV files, such as `IWM_1m.csv` and `RUT_5m.csv.gz`."""

from __future__ import annotations

import time
from pathlib import Path

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.csv_folder import locate
from r2k_tui.sources.csv_folder.table import to_bars
from r2k_tui.sources.csv_folder.tables import Tables
from r2k_tui.sources.replay.recording import INTRADAY, SOURCE, IntervalBars, RecordedBars, StoredBars
from r2k_tui.sources.replay.stored import stored_daily

# Daily files may be beside the folder as well as in it.
_SIBLING = "daily"


class FolderRecording:
    """Recording with daily bars from `SYMBOL.csv` in the folder, else in `daily` beside it, else from `stored`."""

    def __init__(self, folder: Path, stored: StoredBars | None = None) -> None:
        self._intraday = Tables(folder, time.time)
        beside = self._intraday.folder.parent / _SIBLING
        self._daily = [self._intraday, *([Tables(beside, time.time)] if beside.is_dir() else [])]
        self._stored = stored

    @property
    def identity(self) -> str:
        """See Recording."""
        return str(self._intraday.folder)

    def symbols(self) -> tuple[str, ...]:
        """See Recording. An index is named as its file is, without the `^`."""
        names = sorted(self._intraday.names())
        stems = (name.removesuffix(".gz").removesuffix(".csv") for name in names if ".csv" in name)
        endings = tuple(f"_{interval}" for interval in INTRADAY)
        return tuple(dict.fromkeys(stem.rpartition("_")[0] if stem.endswith(endings) else stem for stem in stems))

    def intraday(self, symbol: str) -> RecordedBars:
        """See Recording."""
        parts: list[IntervalBars] = []
        faults: list[BadData] = []
        for interval in INTRADAY:
            try:
                table = self._intraday.table(symbol, interval)
            except NotFound:
                continue
            except BadData as fault:
                faults.append(fault)
            else:
                parts.append(IntervalBars(to_bars(table, symbol, interval, SOURCE), table.left_out))
        if not parts:
            raise faults[0] if faults else NotFound(f"no intraday bars of {clean(symbol, 32) or 'an empty symbol'}")
        return RecordedBars(tuple(parts), tuple(Problem(symbol, fault.kind, str(fault)) for fault in faults))

    def daily(self, symbol: str) -> IntervalBars | None:
        """See Recording."""
        for tables in self._daily:
            try:
                table = tables.read(locate.find(tables.names(), symbol), symbol).table
            except NotFound:
                continue
            if not table.intraday:
                return IntervalBars(to_bars(table, symbol, Interval.D1, SOURCE), table.left_out)
        return stored_daily(self._stored, symbol) if self._stored is not None else None
