"""Named ranges of a chart, each with its interval."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.bars import Interval


class ChartRange(msgspec.Struct, frozen=True):
    """Named range: `sessions` counts intraday sessions, `days` calendar days; 0 for both is the whole history.

    `refresh_s`: seconds between two requests for its bars while they change.
    """

    name: str
    interval: Interval
    sessions: int = 0
    days: int = 0
    year_to_date: bool = False
    refresh_s: float = 60.0


RANGES = (
    ChartRange("1D", Interval.M1, sessions=1),
    ChartRange("5D", Interval.M5, sessions=5, refresh_s=150.0),
    ChartRange("1M", Interval.H1, sessions=22, refresh_s=600.0),
    ChartRange("6M", Interval.D1, days=183),
    ChartRange("YTD", Interval.D1, year_to_date=True),
    ChartRange("1Y", Interval.D1, days=366),
    ChartRange("5Y", Interval.D1, days=1827),
    ChartRange("MAX", Interval.D1),
)
RANGE_BY_NAME = {chart_range.name: chart_range for chart_range in RANGES}
