"""Bars of several intervals as one set of arrays, and their aggregation to longer bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.sources.csv_folder.table import Times, new_york_days

# Hourly bars count from half past nine, not from nine.
_GRID_S = 1800


class RecordedRows(NamedTuple):
    """Bars in order: starts and ends in seconds since the epoch, days in New York since the epoch, PRICE_COLUMNS."""

    starts: Times
    ends: Times
    days: Times
    columns: dict[str, Floats]

    def slice(self, start: int, stop: int) -> RecordedRows:
        """Rows from `start` up to and without `stop`."""
        columns = {name: values[start:stop] for name, values in self.columns.items()}
        return RecordedRows(self.starts[start:stop], self.ends[start:stop], self.days[start:stop], columns)

    def packed(self, symbol: str, interval: Interval, source: str, note: str = "") -> Bars:
        """Conversion to Bars."""
        columns = {name: np.ascontiguousarray(values).tobytes() for name, values in self.columns.items()}
        return Bars(symbol, interval, np.ascontiguousarray(self.starts).tobytes(), **columns, source=source, note=note)


def joined(series: Sequence[Bars]) -> RecordedRows:
    """One series of bars: for each day those of the first series with any. A bar without a close is left out."""
    parts: list[RecordedRows] = []
    covered: Times = np.empty(0, dtype=np.int64)
    for bars in series:
        rows = _rows(bars)
        fresh = ~np.isin(rows.days, covered) & np.isfinite(rows.columns["close"])
        columns = {name: values[fresh] for name, values in rows.columns.items()}
        parts.append(RecordedRows(rows.starts[fresh], rows.ends[fresh], rows.days[fresh], columns))
        covered = np.union1d(covered, rows.days)
    starts = np.concatenate([part.starts for part in parts])
    order = np.argsort(starts, kind="stable")
    return RecordedRows(
        starts[order],
        np.concatenate([part.ends for part in parts])[order],
        np.concatenate([part.days for part in parts])[order],
        {name: np.concatenate([part.columns[name] for part in parts])[order] for name in PRICE_COLUMNS},
    )


def rolled(rows: RecordedRows, seconds: int) -> RecordedRows:
    """Bars of `seconds`, counted from the first bar of each day; bars of that length are unchanged."""
    if not len(rows.starts):
        return rows
    opens = rows.starts[np.searchsorted(rows.days, rows.days)] // _GRID_S * _GRID_S
    begins = opens + (rows.starts - opens) // seconds * seconds
    begins = np.where(rows.ends - rows.starts >= seconds, rows.starts, begins)
    return _merged(rows, begins)


def by_day(rows: RecordedRows) -> RecordedRows:
    """One bar per day, at midnight UTC of its date."""
    return _merged(rows, rows.days * 86400) if len(rows.starts) else rows


def _merged(rows: RecordedRows, begins: Times) -> RecordedRows:
    """Adjacent bars with the same start as one bar; one missing volume makes the sum missing."""
    firsts = np.flatnonzero(np.concatenate([[True], np.diff(begins) > 0]))
    lasts = np.concatenate([firsts[1:], [len(begins)]]) - 1
    old = rows.columns
    columns = {
        "open": old["open"][firsts],
        "high": np.fmax.reduceat(old["high"], firsts),
        "low": np.fmin.reduceat(old["low"], firsts),
        "close": old["close"][lasts],
        "adj_close": old["adj_close"][lasts],
        "volume": np.add.reduceat(old["volume"], firsts),
    }
    return RecordedRows(begins[firsts], rows.ends[lasts], rows.days[firsts], columns)


def _rows(bars: Bars) -> RecordedRows:
    starts = np.frombuffer(bars.time, dtype=np.int64)
    columns = {name: np.frombuffer(getattr(bars, name), dtype=np.float64) for name in PRICE_COLUMNS}
    return RecordedRows(
        starts, starts + bars.interval.seconds, new_york_days(starts), {**columns, "adj_close": columns["close"]}
    )
