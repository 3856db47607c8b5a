"""Index of a symbol's days: results that depend on dates alone, and so stay valid while the last price moves."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from r2k_tui.analytics.series import alignment
from r2k_tui.analytics.series.alignment import Common
from r2k_tui.analytics.series.arrays import Counts, Days, Flags
from r2k_tui.analytics.series.continuity import DayFaults, gap_marks
from r2k_tui.analytics.series.months import MonthIndex, last_sessions, month_index
from r2k_tui.analytics.series.returns import year_ends
from r2k_tui.engine.readings.inputs import Role


class DayIndex:
    """Finished months and years, and the position of each day's value in another series."""

    def __init__(self, days: Days, sessions: Days, finished_bars: int) -> None:
        self._days = days
        self._sessions = sessions
        self._finished_bars = finished_bars
        self._known: dict[Role, tuple[Days, Counts]] = {}
        self._common: dict[Role, tuple[Days, Common]] = {}
        self._faults: tuple[str, DayFaults] | None = None

    def serves(self, days: Days, sessions: Days, finished_bars: int) -> bool:
        """Whether this index covers exactly these days."""
        return self._days is days and self._sessions is sessions and self._finished_bars == finished_bars

    @cached_property
    def months(self) -> MonthIndex:
        """Finished months."""
        return month_index(self._days, self._sessions, self._finished_bars)

    @cached_property
    def gaps(self) -> Flags:
        """Whether the step to each day but the first exceeds five sessions."""
        return gap_marks(self._days, self._sessions)

    def day_faults(self, symbol: str) -> DayFaults:
        """Faults of the days, `symbol` being traded on the exchange or not."""
        if self._faults is None or self._faults[0] != symbol:
            self._faults = symbol, DayFaults(symbol, self._days, self._sessions, self.gaps)
        return self._faults[1]

    def evening_before(self, other: Days) -> Counts:
        """Index in `other` of the last day before each day but the first; -1 where there is none."""
        return np.searchsorted(other, self._days[1:], side="left").astype(np.int64) - 1

    @cached_property
    def year_ends(self) -> dict[int, int]:
        """Finished years by the index of their last bar."""
        last: np.datetime64 = self._days[max(self._finished_bars - 1, 0)]
        year = last.astype("datetime64[Y]")
        december = np.array([year.astype("datetime64[M]") + np.timedelta64(11, "M")])
        over = self._finished_bars > 0 and last >= last_sessions(self._sessions, december)[0]
        first: np.datetime64 = (year + np.timedelta64(1 if over else 0, "Y")).astype("datetime64[D]")
        return year_ends(self._days, first)

    def last_known(self, role: Role, other: Days) -> Counts:
        """Index in `other` of the last day on or before each own day; -1 where there is none or it is stale."""
        kept = self._known.get(role)
        if kept is None or kept[0] is not other:
            kept = self._known[role] = (other, alignment.last_known(self._days, other))
        return kept[1]

    def common(self, role: Role, other: Days) -> Common:
        """Days common to the symbol and `other`."""
        kept = self._common.get(role)
        if kept is None or kept[0] is not other:
            kept = self._common[role] = (other, alignment.common(self._days, other, self.last_known(role, other)))
        return kept[1]
