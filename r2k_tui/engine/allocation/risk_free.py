"""The risk-free rate of the allocation: a number of the settings, or each day's own rate out of a symbol's history."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.model.market.feed import Problem


class RiskFreeRate(NamedTuple):
    """`mean` is the annual rate over all days, a fraction; `each` that of each day, None where one number is set."""

    mean: float
    each: Floats | None
    origin: str
    problems: tuple[Problem, ...] = ()


def risk_free_rate(setting: float | str | None, series: DailySeries | None, days: Days) -> RiskFreeRate:
    """The rate of each of `days`. Of a symbol, which closes in percent, it is the last close of an earlier day."""
    if setting is None:
        return RiskFreeRate(0.0, None, "not set")
    if not isinstance(setting, str):
        return RiskFreeRate(float(setting), None, "set")
    known = np.flatnonzero(np.isfinite(series.close)) if series is not None else np.zeros(0, dtype=np.int64)
    if series is None or not len(known) or series.days[known[0]] >= days[-1]:
        return RiskFreeRate(0.0, None, "0 stands in", (_told(setting, f"no rate from {setting}: 0 stands in"),))
    place = np.searchsorted(series.days[known], days, side="left") - 1
    each: Floats = series.close[known][np.maximum(place, 0)] / 100
    early = int((place < 0).sum())
    words = f"{setting} begins on {series.days[known[0]]}: its first rate stands in on {early} of {len(days)} days"
    return RiskFreeRate(
        float(each.mean()), each, f"{setting} of each day, mean", (_told(setting, words),) if early else ()
    )


def _told(symbol: str, words: str) -> Problem:
    return Problem(symbol, "risk_free", words)
