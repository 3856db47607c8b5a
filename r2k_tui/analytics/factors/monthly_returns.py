"""Monthly simple returns of series and of portfolios with fixed weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.months import finished_months


class MonthlyReturns(msgspec.Struct, frozen=True, eq=False):
    """Simple returns by calendar month, ascending by `month` (datetime64[M]), all finite.

    `gaps` counts the months between the first and the last that have no return. `unfinished` is the month of the last
    price where it is not over: it has no return; None where it is over.
    """

    month: Days
    ret: Floats
    gaps: int = 0
    unfinished: np.datetime64 | None = None

    def __len__(self) -> int:
        return len(self.month)


def monthly_returns(days: Days, prices: Floats, sessions: Days) -> MonthlyReturns:
    """Returns between the last prices of consecutive months; `sessions` are the days of the exchange calendar.

    The first month has no price of the month before it, hence no return. Months without a price, and those after them,
    have none either. `prices` are finite and above zero.
    """
    if not len(days):
        return MonthlyReturns(np.zeros(0, dtype="datetime64[M]"), np.zeros(0))
    months = finished_months(days, prices, sessions, len(days))
    last = days[-1].astype("datetime64[M]")
    unfinished = last if not len(months.month) or months.month[-1] < last else None
    known = np.isfinite(months.ret)
    gaps = int(np.count_nonzero(~known[1:])) if len(known) else 0
    return MonthlyReturns(months.month[known], months.ret[known], gaps, unfinished)


def mixed_returns(parts: Mapping[str, MonthlyReturns], weights: Mapping[str, float]) -> MonthlyReturns:
    """Returns of a portfolio restored to its weights at the end of each month, over the months that all parts have."""
    used = [symbol for symbol, weight in weights.items() if weight]
    if not used:
        return MonthlyReturns(np.zeros(0, dtype="datetime64[M]"), np.zeros(0))
    month = common_months([parts[symbol].month for symbol in used])
    total = np.zeros(len(month))
    for symbol in used:
        part = parts[symbol]
        total += weights[symbol] * part.ret[np.searchsorted(part.month, month)]
    gaps = int((np.diff(month.astype(np.int64)) - 1).sum())
    return MonthlyReturns(month, total, gaps)


def common_months(of: Sequence[Days]) -> Days:
    """Months that all of these have, ascending; each is ascending."""
    common = of[0]
    for months in of[1:]:
        common = np.intersect1d(common, months, assume_unique=True)
    return common
