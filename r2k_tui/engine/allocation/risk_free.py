"""Risk-free rate of the allocation: a constant from the settings, or daily rates from a symbol's history."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.model.market.feed import Problem


class RiskFreeRate(NamedTuple):
    """Annual risk-free rate, a fraction: `mean` over all days, `each` by day; `each` is None for a constant rate."""

    mean: float
    each: Floats | None
    origin: str
    problems: tuple[Problem, ...] = ()


def risk_free_rate(setting: float | str | None, series: DailySeries | None, days: Days) -> RiskFreeRate:
    """Risk-free rate on `days`: zero without a setting, a constant, or the history of a symbol quoted in percent.

    Each day takes the symbol's last close before it; days before its first close take that one. Without a usable
    history, the rate is zero, with a problem.
    """
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
