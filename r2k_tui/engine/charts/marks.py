"""Days worth a mark on a daily chart: record closes, and months of ten percent."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Days
from r2k_tui.analytics.series.months import finished_months
from r2k_tui.analytics.trend.momentum import record_flags
from r2k_tui.engine.charts.data import closed, column, times
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.readings.chart import MonthMark
from r2k_tui.model.threshold import at_least

THRESHOLD = 0.10


def marks(bars: Bars, sessions: Days, *, unfinished: bool) -> tuple[Counts, tuple[MonthMark, ...]]:
    """Times of strict all-time closing highs, and the months of at least ten percent, px.

    Both of the whole history; the last bar belongs to neither while its session is `unfinished`.
    """
    kept = closed(bars)
    at, closes = times(bars)[kept], column(bars, "close")[kept]
    done = len(at) - 1 if unfinished and len(at) else len(at)
    days = at.astype("datetime64[s]").astype("datetime64[D]")
    months = finished_months(days, closes, sessions, done)
    ends = np.searchsorted(days, (months.month + np.timedelta64(1, "M")).astype("datetime64[D]")) - 1
    found = np.flatnonzero(at_least(months.ret, THRESHOLD))
    strong = tuple(MonthMark(int(at[ends[i]]), str(months.month[i]), float(months.ret[i])) for i in found)
    return at[:done][record_flags(closes[:done])], strong
