"""Portfolio through time: drift, rebalancing to target weights, and trading costs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise

import msgspec
import numpy as np

from r2k_tui.analytics.risk.ratios import LEAST_DEVIATION, YEAR
from r2k_tui.analytics.series.arrays import Days, Flags, Floats
from r2k_tui.model.threshold import above


class Rebalanced(msgspec.Struct, frozen=True, eq=False):
    """Path of a rebalanced portfolio: `values` start at 1 and are one longer than the returns. `traded`: amount traded
    before each return, purchases plus sales, as a share of the value then; includes the first purchase. `paid`: what
    that cost, as a share of the value.
    """

    values: Floats
    traded: Floats
    paid: Floats

    @property
    def returns(self) -> Floats:
        """Daily returns after costs."""
        result: Floats = self.values[1:] / self.values[:-1] - 1
        return result


def turns(days: Days, start: str, unit: str) -> Flags:
    """Whether each return is the first of a month ("M") or of a quarter ("Q"); always true for the first of all."""
    months = np.concatenate([np.array([start], dtype="datetime64[D]"), days]).astype("datetime64[M]").astype(np.int64)
    periods = months // 3 if unit == "Q" else months
    flags: Flags = periods[1:] != periods[:-1]
    if len(flags):
        flags[0] = True
    return flags


def rebalanced(
    returns: Floats, targets: Mapping[int, Floats], trade: Flags, cost: float | Floats, band: float | None = None
) -> Rebalanced:
    """Path that holds the newest of `targets` (by row, the first at row 0); weights are set before their row's return.

    Trades happen where `trade` is set, or with a `band` where any weight is further than that from its target. `cost`
    is a fraction of the traded amount, one for all or one for each column.
    """
    if band is None and 0 in targets and _stays_positive(returns, targets):
        return _on_days(returns, targets, trade, cost)
    count, width = returns.shape
    values, traded, paid = np.ones(count + 1), np.zeros(count), np.zeros(count)
    target, weights, value = np.zeros(width), np.zeros(width), 1.0
    for row in range(count):
        target = targets.get(row, target)
        gap = np.abs(target - weights)
        if row == 0 or (above(float(gap.max()), band) if band is not None else trade[row]):
            traded[row], paid[row] = float(gap.sum()), float((cost * gap).sum())
            value *= 1 - paid[row]
            weights = target
        grown = weights * (1 + returns[row])
        total = float(grown.sum())
        value *= total
        values[row + 1] = value
        weights = grown / total if total > 0 else weights
    return Rebalanced(values, traded, paid)


def _stays_positive(returns: Floats, targets: Mapping[int, Floats]) -> bool:
    """Whether every value is known and above zero whatever the days of trades."""
    return bool((returns > -1).all()) and all(float(one.min()) >= 0 < float(one.sum()) for one in targets.values())


def _on_days(returns: Floats, targets: Mapping[int, Floats], trade: Flags, cost: float | Floats) -> Rebalanced:
    """The same for trades on known days: between two of them, each member grows on its own, so no day needs a step of
    its own. The value stays positive."""
    count, width = returns.shape
    values, traded, paid = np.ones(count + 1), np.zeros(count), np.zeros(count)
    weights, value = np.zeros(width), 1.0
    begins = np.flatnonzero(np.append(True, trade[1:])).tolist() if count else []
    known = sorted(targets)
    for begin, end in pairwise([*begins, count]):
        target = targets[known[bisect_right(known, begin) - 1]]
        gap = np.abs(target - weights)
        traded[begin], paid[begin] = float(gap.sum()), float((cost * gap).sum())
        grown = target * np.cumprod(1 + returns[begin:end], axis=0)
        values[begin + 1 : end + 1] = value * (1 - paid[begin]) * grown.sum(axis=1)
        value, weights = values[end], grown[-1] / grown[-1].sum()
    return Rebalanced(values, traded, paid)


def rolling_sharpe(returns: Floats, risk_free: float | Floats, window: int = YEAR) -> Floats:
    """Sharpe ratio of each `window` of daily returns, NaN before the first is full and where returns barely vary.

    `risk_free` is an annual rate, as a daily series or a constant.
    """
    out = np.full(len(returns), np.nan)
    if len(returns) < window:
        return out
    views = np.lib.stride_tricks.sliding_window_view(returns - risk_free / YEAR, window)
    spread = views.std(axis=1, ddof=1)
    known = spread >= LEAST_DEVIATION
    out[window - 1 :][known] = views.mean(axis=1)[known] / spread[known] * np.sqrt(YEAR)
    return out


def year_returns(days: Days, start: str, values: Floats) -> dict[str, float]:
    """Return of each calendar year of `values` (one longer than `days`); the first and the last may be partial."""
    years = np.concatenate([np.array([start], dtype="datetime64[D]"), days]).astype("datetime64[Y]").astype(np.int64)
    ends = np.flatnonzero(np.append(years[1:] != years[:-1], True))
    out, before = dict[str, float](), values[0]
    for end in ends.tolist():
        if end > 0:
            out[str(1970 + int(years[end]))] = float(values[end] / before - 1)
        before = values[end]
    return out
