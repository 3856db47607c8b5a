"""Comparison of two paths of daily returns on the same days: differences with their intervals."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.measures import TAIL
from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats.bootstrap import stationary_indices

DRAWS, BLOCK, CONFIDENCE = 1000, 63, 0.90
# Paths per batch: enough to be fast, few enough to fit into memory.
_AT_A_TIME = 100


class Difference(NamedTuple):
    """Measure of both paths, with the advantage of the first and its 90 % interval; more is better."""

    first: float
    second: float
    difference: float
    low: float
    high: float


def sharpes(excess: Floats) -> Floats:
    """Sharpe ratio of each row of excess returns; NaN where a row does not vary."""
    spread = excess.std(axis=1, ddof=1)
    ratio = np.full(len(excess), np.nan)
    np.divide(excess.mean(axis=1), spread, out=ratio, where=spread > 0)
    result: Floats = ratio * np.sqrt(YEAR)
    return result


def depths(returns: Floats) -> Floats:
    """Maximum drawdown of each row, negative."""
    values = np.cumprod(1 + returns, axis=1)
    peaks = np.maximum(np.maximum.accumulate(values, axis=1), 1.0)
    result: Floats = np.minimum((values / peaks - 1).min(axis=1), 0.0)
    return result


def tails(returns: Floats) -> Floats:
    """Mean of the worst 5 % of the days of each row, with a fractional last day: minus CVaR 95."""
    count = returns.shape[1] * TAIL
    whole = int(count)
    worst = np.sort(np.partition(returns, whole, axis=1)[:, : whole + 1], axis=1)
    result: Floats = (worst[:, :whole].sum(axis=1) + (count - whole) * worst[:, whole]) / count
    return result


MEASURES: dict[str, Callable[[Floats], Floats]] = {"sharpe": sharpes, "maxdd": depths, "cvar95": tails}


def compared(first: Floats, second: Floats, risk_free: float | Floats, seed: int) -> dict[str, Difference]:
    """Sharpe ratio, drawdown and tail of two paths, drawn jointly; `risk_free`: annual, daily series or constant."""
    indices = stationary_indices(len(first), BLOCK, DRAWS, seed)
    parts = [indices[begin : begin + _AT_A_TIME] for begin in range(0, DRAWS, _AT_A_TIME)]
    found = {}
    for name, of in MEASURES.items():
        rate = risk_free / YEAR if name == "sharpe" else 0.0
        one, other = first - rate, second - rate
        own, rival = float(of(one[None, :])[0]), float(of(other[None, :])[0])
        drawn = np.concatenate([of(one[rows]) - of(other[rows]) for rows in parts])
        low, high = np.quantile(drawn, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        found[name] = Difference(own, rival, own - rival, float(low), float(high))
    return found
