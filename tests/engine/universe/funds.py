"""Funds of fixed shares."""

from __future__ import annotations

from datetime import date

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.model.calendar.days import bar_of_day
from tests.fakes.invented_holdings import holdings

LISTED = date(2025, 9, 17)
DAY = bar_of_day(LISTED) // 86400
COUNT = 100
# A has grown by a percent on each of the hundred days before the list, B and C have not moved.
DAYS = np.arange(DAY - COUNT + 1, DAY + 1)
CLOSES = np.column_stack([10 * 1.01 ** np.arange(COUNT), np.full(COUNT, 20.0), np.full(COUNT, 30.0)])
ROLL = Constituents(holdings(("A", "B", "C"), LISTED.isoformat()))
TABLE = CloseTable(DAYS, CLOSES)


def fund(path: np.ndarray) -> DailySeries:
    days = DAYS.astype("datetime64[D]")
    same = np.asarray(path, dtype=np.float64)
    return DailySeries("IWM", days, *([same] * 6))
