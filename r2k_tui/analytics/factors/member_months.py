"""Monthly returns of many symbols from one table of daily closes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.months import last_sessions


def monthly_table(days: Days, closes: Floats, sessions: Days) -> tuple[Days, Floats]:
    """Finished months and simple returns, months x symbols; NaN where a symbol lacks a close of the month or the one
    before it. `closes` is days x symbols, with NaN where missing.

    Months follow one another without a gap; the first one has no returns and is left out.
    """
    if not len(days):
        return np.zeros(0, dtype="datetime64[M]"), np.empty((0, closes.shape[1]))
    of_day = days.astype("datetime64[M]")
    month = np.arange(of_day[0], of_day[-1] + np.timedelta64(1, "M"))
    month = month[last_sessions(sessions, month) <= days[-1]]
    if len(month) < 2:
        return month[:0], np.empty((0, closes.shape[1]))
    bounds = np.searchsorted(of_day, np.append(month, month[-1] + np.timedelta64(1, "M")))
    levels = np.array([_last(closes[start:stop]) for start, stop in pairwise(bounds.tolist())])
    return month[1:], levels[1:] / levels[:-1] - 1


def _last(closes: Floats) -> Floats:
    """Last close above zero of each column, NaN without one."""
    if not len(closes):
        return np.full(closes.shape[1], np.nan)
    known = closes > 0
    row = len(closes) - 1 - np.argmax(known[::-1], axis=0)
    result: Floats = np.where(known.any(axis=0), closes[row, np.arange(closes.shape[1])], np.nan)
    return result
