"""Several series compared on the bars that all of them have."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from r2k_tui.analytics.risk.drawdown import deepest
from r2k_tui.analytics.series.arrays import Counts, Floats

SESSIONS_PER_YEAR, DAYS_PER_YEAR = 252, 365
_DAY_S = 86400
_SATURDAY, _LEAST_RETURNS = 5, 3
# Of days without a pause, two in seven are of a weekend.
_WEEKENDS = 0.2


class RelativeMeasures(msgspec.Struct, frozen=True):
    """Measures of one series over a window; None where there are too few returns, or they do not vary."""

    change: float
    volatility: float | None
    drawdown: float | None
    correlation: float | None


def shared_times(series: Sequence[Counts]) -> Counts:
    """Times that all series have, ascending; each series ascends, no time twice."""
    common = series[0]
    for times in series[1:]:
        common = np.intersect1d(common, times, assume_unique=True)
    return common


def growth(closes: Floats) -> Floats:
    """close_t / close_0. `closes` are above zero."""
    result: Floats = closes / closes[0]
    return result


def measured(closes: Floats, first: Floats, per_year: float) -> RelativeMeasures:
    """Measures of `closes` beside those of the `first` symbol, on the same bars.

    With r_t = log(close_t / close_(t-1)): change = close_n / close_0 - 1; volatility = deviation of r (ddof=1) x
    sqrt(per_year); drawdown = min(close_t / max(close_0 .. close_t) - 1); correlation = Pearson's, of r with that of
    the first symbol.
    """
    own, other = np.diff(np.log(closes)), np.diff(np.log(first))
    enough = len(own) >= _LEAST_RETURNS
    volatility = float(own.std(ddof=1)) * math.sqrt(per_year) if enough else None
    varies = enough and own.std() > 0 and other.std() > 0
    correlation = float(np.corrcoef(own, other)[0, 1]) if varies else None
    fall = deepest(closes)
    return RelativeMeasures(
        float(closes[-1] / closes[0] - 1), volatility, None if math.isnan(fall) else fall, correlation
    )


def returns_per_year(times: Counts) -> float:
    """Bars a day x days a year: 365 where they include most weekends, as of coins, otherwise 252 sessions."""
    days = np.unique(times // _DAY_S)
    # 1970-01-01 was a Thursday.
    weekend = float(((days + 3) % 7 >= _SATURDAY).mean()) > _WEEKENDS
    return len(times) / max(1, len(days)) * (DAYS_PER_YEAR if weekend else SESSIONS_PER_YEAR)
