"""Calendar months of a daily series: their ends, closes and returns."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Days, Floats


class Months(msgspec.Struct, frozen=True, eq=False):
    """Finished months without a gap between the first and the last of them.

    `close` is the last close in the month, `ret` is close / close of the month before - 1 (NaN when that month has no
    close), `finished_at` is the index of the first bar at or after the month's last session.
    """

    month: Days
    close: Floats
    ret: Floats
    finished_at: Counts


def last_sessions(sessions: Days, months: Days) -> Days:
    """Last session of each month by the calendar; where it does not cover the month, the day after the month ends.

    The calendar covers a month when it also has a session of a later one.
    """
    after = (months + np.timedelta64(1, "M")).astype("datetime64[D]")
    if not len(sessions):
        return after
    index = np.searchsorted(sessions, after) - 1
    found = sessions[np.maximum(index, 0)]
    covered = (index >= 0) & (found.astype("datetime64[M]") == months) & (sessions[-1] >= after)
    return np.where(covered, found, after)


class MonthIndex(msgspec.Struct, frozen=True, eq=False):
    """Finished months of a series of days, independent of prices.

    `last_bar` is the index of the month's last bar, -1 where it has none; `finished_at` as in Months; `at_bar` counts
    the months that are finished at each bar.
    """

    month: Days
    last_bar: Counts
    finished_at: Counts
    at_bar: Counts


def month_index(days: Days, sessions: Days, finished_bars: int) -> MonthIndex:
    """Index of the finished months; only the first `finished_bars` bars belong to finished sessions.

    A month is finished at the first bar on or after its last session of the exchange calendar.
    """
    done = days[:finished_bars]
    if not len(done):
        none = np.zeros(0, dtype=np.int64)
        return MonthIndex(np.zeros(0, dtype="datetime64[M]"), none, none, np.zeros(len(days), dtype=np.int64))
    of_bar = done.astype("datetime64[M]")
    months = np.arange(of_bar[0], of_bar[-1] + np.timedelta64(1, "M"))
    finished_at = np.searchsorted(done, last_sessions(sessions, months))
    last_bar = np.searchsorted(of_bar, months, side="right") - 1
    last_bar = np.where(of_bar[last_bar] == months, last_bar, -1)
    over = finished_at < len(done)
    at_bar = np.searchsorted(finished_at[over], np.arange(len(days)), side="right")
    kept = (column.astype(np.int64) for column in (last_bar[over], finished_at[over], at_bar))
    return MonthIndex(months[over], *kept)


def months_of(index: MonthIndex, closes: Floats) -> Months:
    """Closes and returns of the finished months."""
    if not len(index.month):
        return Months(index.month, np.zeros(0), np.zeros(0), index.finished_at)
    price = closes[index.last_bar]
    close = np.where((index.last_bar >= 0) & (price > 0), price, np.nan)
    ret = np.full(len(close), np.nan)
    ret[1:] = close[1:] / close[:-1] - 1
    return Months(index.month, close, ret, index.finished_at)


def finished_months(days: Days, closes: Floats, sessions: Days, finished_bars: int) -> Months:
    """Finished months of a series with their closes and returns."""
    return months_of(month_index(days, sessions, finished_bars), closes)
