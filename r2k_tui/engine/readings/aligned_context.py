"""Other series on a symbol's days, each aligned again only when it or the days change."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series import alignment
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.analytics.series.series import DailySeries, with_close
from r2k_tui.analytics.trend.volume import slope_norm_history
from r2k_tui.engine.readings.day_index import DayIndex
from r2k_tui.engine.readings.inputs import Role


class AlignedContext:
    """Series that a symbol is compared with, on the days of `index`."""

    def __init__(self, index: DayIndex, cleaned: dict[Role, tuple[DailySeries, DailySeries]] | None = None) -> None:
        self._index = index
        self._cleaned = {} if cleaned is None else cleaned
        self._columns: dict[tuple[Role, str], tuple[DailySeries, Floats]] = {}
        self._rates: tuple[DailySeries, Floats] | None = None
        self._slopes: tuple[DailySeries, int, Floats] | None = None

    def on(self, index: DayIndex) -> AlignedContext:
        """The same series on the days of another index."""
        return self if index is self._index else AlignedContext(index, self._cleaned)

    def cleaned(self, role: Role, given: DailySeries) -> DailySeries | None:
        """Bars of a series that have a close; None without any."""
        kept = self._cleaned.get(role)
        if kept is None or kept[0] is not given:
            kept = self._cleaned[role] = (given, with_close(given))
        return kept[1] if len(kept[1]) else None

    def column(self, role: Role, series: DailySeries, column: str) -> Floats:
        """Column on the own days: last value on or before each, at most 3 own sessions old."""
        kept = self._columns.get((role, column))
        if kept is None or kept[0] is not series:
            values = alignment.take(getattr(series, column), self._index.last_known(role, series.days))
            kept = self._columns[role, column] = (series, values)
        return kept[1]

    def volume_slopes(self, fund: DailySeries, rows: int) -> Floats:
        """Normalized OBV slope of the small-cap fund on the last `rows` own days."""
        kept = self._slopes
        if kept is None or kept[0] is not fund or kept[1] != rows:
            kept = self._slopes = fund, rows, _slopes(fund, self._index.last_known(Role.SMALL_FUND, fund.days)[-rows:])
        return kept[2]

    def rates(self, bill: DailySeries) -> Floats:
        """Annual rate at each own day but the first: the last yield of an earlier day, NaN before the first."""
        if self._rates is None or self._rates[0] is not bill:
            self._rates = bill, alignment.take(bill.close, self._index.evening_before(bill.days)) / 100
        return self._rates[1]


def _slopes(fund: DailySeries, index: Counts) -> Floats:
    used = index[index >= 0]
    if not len(used):
        return np.full(len(index), np.nan)
    first, stop = int(used[0]), int(used[-1]) + 1
    slopes = slope_norm_history(fund.close[:stop], fund.volume[:stop], stop - first)
    return alignment.take(slopes, np.maximum(index - first, -1))
