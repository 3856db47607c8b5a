"""Faults of daily bars: gaps, unadjusted splits, days without a session, missing sessions."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Days, Flags, Floats
from r2k_tui.analytics.series.series import DailySeries

MOST_STEP = 5
MISSING_SHARE = 0.01
_NEAR = 0.02
# New shares per old share.
_SPLITS = ((3, 2), *((new, 1) for new in (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100)))
_RATIOS = np.array([new / old for new, old in _SPLITS] + [old / new for new, old in _SPLITS])
_NAMES = (*(f"{new}:{old}" for new, old in _SPLITS), *(f"{old}:{new}" for new, old in _SPLITS))


def gap_marks(days: Days, sessions: Days) -> Flags:
    """Flags of steps longer than five sessions, for each day but the first; weekdays where sessions are unknown."""
    if len(days) < 2:
        return np.zeros(0, dtype=np.bool_)
    place = np.searchsorted(sessions, days)
    steps = place[1:] - place[:-1]
    outside = days[:-1] < sessions[0] if len(sessions) else np.ones(len(days) - 1, dtype=np.bool_)
    wide = outside & (days[1:] - days[:-1] > np.timedelta64(MOST_STEP, "D"))
    steps[wide] = np.maximum(steps[wide], np.busday_count(days[:-1][wide], days[1:][wide]) - 1)
    return np.asarray(steps > MOST_STEP, dtype=np.bool_)


def wide_steps(close: Floats) -> Counts:
    """Bars before which Close changed by a factor of more than 1.4, less one."""
    known = (close[1:] > 0) & (close[:-1] > 0)
    step = np.divide(close[:-1], close[1:], out=np.ones(max(len(close) - 1, 0)), where=known)
    return np.flatnonzero(np.abs(np.log(step)) > np.log(1.4)).astype(np.int64)


def split_places(close: Floats, adj_close: Floats, rows: Counts | None = None) -> tuple[Counts, Counts]:
    """Bars at which Close steps by a split ratio and Adj Close does not, with the ratio's index in the table.

    Where Adj Close is a copy of Close, the step itself counts. `rows`: those of wide_steps, where they are known.
    """
    if rows is None:
        rows = wide_steps(close)
    if not len(rows):
        return rows, rows
    step = close[rows] / close[rows + 1]
    distance = np.abs(step[:, None] / _RATIOS - 1)
    place = distance.argmin(axis=1)
    fits = distance[np.arange(len(rows)), place] <= _NEAR
    copied = bool(np.array_equal(close, adj_close, equal_nan=True))
    own = adj_close[rows] / np.where(adj_close[rows + 1] > 0, adj_close[rows + 1], np.nan)
    fits &= copied | (np.abs(own / step - 1) > _NEAR)
    return (rows[fits] + 1).astype(np.int64), place[fits].astype(np.int64)


def _on_exchange(symbol: str) -> bool:
    """Whether a symbol trades on the days of the exchange; currencies, futures, coins, other exchanges do not."""
    return not any(mark in symbol for mark in "=.") and not symbol.endswith(("-USD", "-EUR", "-GBP"))


class DayFaults:
    """Faults of the days of one series: gaps, days without a session, missing sessions. Prices play no part."""

    def __init__(self, symbol: str, days: Days, sessions: Days, gaps: Flags) -> None:
        self._symbol, self._days, self._sessions, self._gaps = symbol, days, sessions, gaps
        self._last_gap = int(np.flatnonzero(gaps)[-1]) if gaps.any() else -1
        self._words: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def gap_within(self, first: int) -> bool:
        """Whether the bars from index `first` on have a gap."""
        return self._last_gap >= max(first, 0)

    def sentences(self, first: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Gaps within the bars from index `first` on, and their days that do not match the sessions."""
        found = self._words.get(first)
        if found is None:
            found = self._words[first] = self._gaps_sentences(first), self._days_sentences(first)
        return found

    def _gaps_sentences(self, first: int) -> tuple[str, ...]:
        rows = np.flatnonzero(self._gaps[max(first, 0) :]) + max(first, 0)
        if not len(rows):
            return ()
        days = self._days
        words = f"no bar between {days[rows[-1]]} and {days[rows[-1] + 1]}, more than {MOST_STEP} sessions"
        more = f", and {len(rows) - 1} more such gaps" if len(rows) > 1 else ""
        return (f"{words}{more}: no return is made across it",)

    @cached_property
    def _off(self) -> Flags:
        """Days without a session, as far as the sessions are known."""
        days, sessions = self._days, self._sessions
        if not len(sessions) or not _on_exchange(self._symbol):
            return np.zeros(len(days), dtype=np.bool_)
        place = np.minimum(np.searchsorted(sessions, days), len(sessions) - 1)
        return np.asarray((sessions[place] != days) & (days >= sessions[0]) & (days <= sessions[-1]), dtype=np.bool_)

    def _days_sentences(self, first: int) -> tuple[str, ...]:
        first = max(first, 0)
        days, off = self._days, np.flatnonzero(self._off[first:]) + first
        words: list[str] = []
        if len(off):
            rows = "1 row is" if len(off) == 1 else f"{len(off)} rows are"
            words.append(f"{rows} of a day without a session{', the last' * (len(off) > 1)} {days[off[-1]]}")
        if not _on_exchange(self._symbol) or first >= len(days):
            return tuple(words)
        begin, end = np.searchsorted(self._sessions, (days[first], days[-1] + np.timedelta64(1, "D")))
        sessions = int(end - begin)
        within = int(np.count_nonzero(~self._off[first:] & (days[first:] >= self._sessions[0]))) if sessions else 0
        if sessions - within > MISSING_SHARE * sessions:
            words.append(f"{sessions - within} of {sessions:,} sessions since {days[first]} have no bar")
        return tuple(words)


class Continuity:
    """Continuity checks of one series; `faults` describes those of its last bars.

    `steps`: those of wide_steps.
    """

    def __init__(self, series: DailySeries, days: DayFaults, steps: Counts) -> None:
        self._series, self._days, self._steps = series, days, steps
        self._words: dict[int, tuple[str, ...]] = {}

    def faults(self, first: int) -> tuple[str, ...]:
        """Faults of the bars from index `first` on, in sentences; empty without any."""
        found = self._words.get(first)
        if found is None:
            gaps, days = self._days.sentences(first)
            found = self._words[first] = (*gaps, *self._splits_sentences(first), *days)
        return found

    def gap_within(self, first: int) -> bool:
        """Whether the bars from index `first` on have a gap."""
        return self._days.gap_within(first)

    @cached_property
    def _splits(self) -> tuple[Counts, Counts]:
        if self._series.symbol.startswith("^"):
            none = np.zeros(0, dtype=np.int64)
            return none, none
        return split_places(self._series.close, self._series.adj_close, self._steps)

    def _splits_sentences(self, first: int) -> tuple[str, ...]:
        rows, places = self._splits
        if not len(rows):
            return ()
        inside = rows > first
        return tuple(
            f"the close of {self._series.days[row]} steps like an unadjusted {_NAMES[place]} split"
            for row, place in zip(rows[inside], places[inside], strict=True)
        )
