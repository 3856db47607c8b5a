"""Closes of many members, each on its own days, as one table on common days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats


class CloseTable(NamedTuple):
    """`days` since 1970-01-01, ascending; `closes` (days, members), NaN where there is none."""

    days: Counts
    closes: Floats

    def row_at(self, day: int) -> int:
        """Last row on or before a day; -1 when all are later."""
        return int(np.searchsorted(self.days, day, side="right")) - 1

    def until(self, day: int) -> CloseTable:
        """Rows on or before a day."""
        stop = self.row_at(day) + 1
        return CloseTable(self.days[:stop], self.closes[:stop])


def empty(members: int) -> CloseTable:
    """Table without days."""
    return CloseTable(np.zeros(0, dtype=np.int64), np.zeros((0, members)))


def align(series: Sequence[tuple[Counts, Floats] | None]) -> CloseTable:
    """Table from one (days, closes) per member; a day is included when at least 1 % of the members have a close.

    A day with only a few closes (a foreign holiday, a stray bar) would leave every window of the others unfilled.
    """
    if not any(item is not None and len(item[0]) for item in series):
        return empty(len(series))
    first = min(int(item[0][0]) for item in series if item is not None and len(item[0]))
    last = max(int(item[0][-1]) for item in series if item is not None and len(item[0]))
    # One row per member while it is filled, so that writes are contiguous in memory.
    filled = np.full((len(series), last - first + 1), np.nan)
    present = np.zeros(last - first + 1, dtype=np.int64)
    for row, item in zip(filled, series, strict=True):
        if item is not None and len(item[0]):
            row[item[0] - first] = item[1]
            present[item[0] - first] += 1
    listed = sum(item is not None for item in series)
    kept = np.flatnonzero(present > listed // 100)
    return CloseTable(kept + first, np.ascontiguousarray(filled[:, kept].T))


def chosen(days: Counts, values: Floats, columns: Sequence[int | None]) -> CloseTable:
    """Table of selected columns, in a new order; None is a member without closes."""
    places = np.array([-1 if column is None else column for column in columns], dtype=np.int64)
    table: Floats = values[:, places]
    table[:, places < 0] = np.nan
    return CloseTable(days, table)


def anchored(table: CloseTable, day: int) -> Floats:
    """Close of each member on a day, else its last one before, else its first one after; NaN without any."""
    out = np.full(table.closes.shape[1], np.nan)
    stop = table.row_at(day) + 1
    for rows in (table.closes[:stop][::-1], table.closes[stop:]):
        known = rows > 0
        first = known.argmax(axis=0) if len(rows) else np.zeros(len(out), dtype=np.int64)
        fill = known.any(axis=0) & ~np.isfinite(out) if len(rows) else np.zeros(len(out), dtype=np.bool_)
        out[fill] = rows[first[fill], np.flatnonzero(fill)]
    return out
