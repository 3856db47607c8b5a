"""Returns of a portfolio against those of a benchmark on the same days."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.risk.ratios import LEAST_DEVIATION, YEAR
from r2k_tui.analytics.series.arrays import Days, Flags, Floats


class ActiveReturns(NamedTuple):
    """Annual active return, tracking error and information ratio, and the captures; NaN where not defined."""

    active_return: float
    tracking_error: float
    information_ratio: float
    up_capture: float
    down_capture: float
    up_months: int
    down_months: int


def active_share(weights: Mapping[str, float], benchmark: Mapping[str, float]) -> float:
    """Half the sum of absolute differences of weights. Source: Cremers and Petajisto, RFS 22 (2009)."""
    return sum(abs(weights.get(s, 0.0) - benchmark.get(s, 0.0)) for s in {*weights, *benchmark}) / 2


def month_returns(returns: Floats, days: Days) -> Floats:
    """Compound return of each calendar month of the days; the first and the last may be partial."""
    months = days.astype("datetime64[M]")
    firsts = np.flatnonzero(np.concatenate([[True], months[1:] != months[:-1]]))
    result: Floats = np.multiply.reduceat(1 + returns, firsts) - 1
    return result


def active_returns(own: Floats, benchmark: Floats, days: Days) -> ActiveReturns:
    """Figures of at least two daily returns.

    Tracking error: std (ddof=1) of the daily active return x sqrt(252); information ratio: 252 x its mean / tracking
    error, NaN without one. Capture: geometric mean of the months in which the benchmark rose (fell), own / benchmark.
    """
    active = own - benchmark
    spread = float(active.std(ddof=1))
    error = spread * math.sqrt(YEAR) if spread >= LEAST_DEVIATION else 0.0
    yearly = float(active.mean()) * YEAR
    mine, rival = month_returns(own, days), month_returns(benchmark, days)
    return ActiveReturns(
        active_return=yearly,
        tracking_error=error,
        information_ratio=yearly / error if error > 0 else math.nan,
        up_capture=_capture(mine, rival, rival > 0),
        down_capture=_capture(mine, rival, rival < 0),
        up_months=int((rival > 0).sum()),
        down_months=int((rival < 0).sum()),
    )


def _capture(own: Floats, benchmark: Floats, chosen: Flags) -> float:
    if not chosen.any():
        return math.nan
    base = _geometric_mean(benchmark[chosen])
    return _geometric_mean(own[chosen]) / base if abs(base) >= LEAST_DEVIATION else math.nan


def _geometric_mean(returns: Floats) -> float:
    """Mean growth rate; minus 1 where a return takes everything."""
    if (returns <= -1).any():
        return -1.0
    return math.expm1(float(np.log1p(returns).mean()))
