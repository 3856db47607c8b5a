"""Breadth of estimate revisions: how many members' forward earnings were raised, and how many lowered."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Flags, Floats

# Estimates are reported to two or more decimals; a smaller relative change is rounding.
LEAST_CHANGE = 0.001
# New shares per old one; reverse splits are their inverse.
_SPLITS = (1.5, *map(float, (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100)))
_RATIOS = np.array([*_SPLITS, *(1 / ratio for ratio in _SPLITS)])
# An estimate that is merely restated changes by the ratio itself; a price moves on its own besides.
_NEAR = 0.02


class EstimateDay(NamedTuple):
    """Forward EPS of each member as reported on one day, the price in the same unit, and the currency by number.

    A currency below zero is unknown.
    """

    eps: Floats
    price: Floats
    currency: Counts


class Revisions(NamedTuple):
    """Breadth of revisions: (raised - lowered) / n, NaN without any member.

    `n` members have both estimates and are comparable; `splits` and `currencies` count those that are not.
    """

    breadth: float
    raised: int
    lowered: int
    n: int
    splits: int
    currencies: int


def revisions(then: EstimateDay, now: EstimateDay) -> Revisions:
    """Breadth of revisions between two days.

    Raised: EPS higher by more than 0.1 % of its size, a smaller loss included. A member whose currency changed, or
    whose EPS changed by the ratio of a split with the price in the same direction, is left out. Source: Hawkins,
    Chamberlin and Daniel, Earnings Expectations and Security Prices, Financial Analysts Journal 40 (1984).
    """
    known = np.isfinite(then.eps) & np.isfinite(now.eps)
    moved = known & (then.currency != now.currency) & (then.currency >= 0) & (now.currency >= 0)
    split = known & ~moved & _may_be_split(then, now)
    used = known & ~moved & ~split
    least = LEAST_CHANGE * np.maximum(np.abs(then.eps), np.abs(now.eps))
    change = np.where(used, now.eps - then.eps, 0.0)
    raised, lowered = (int((used & (sign * change > least)).sum()) for sign in (1.0, -1.0))
    count = int(used.sum())
    breadth = (raised - lowered) / count if count else float("nan")
    return Revisions(breadth, raised, lowered, count, int(split.sum()), int(moved.sum()))


def _may_be_split(then: EstimateDay, now: EstimateDay) -> Flags:
    """Members whose EPS changed by a split ratio, and whose price is nearer to that ratio than to no change."""
    found = np.zeros(len(now.eps), dtype=np.bool_)
    same_sign = np.isfinite(then.eps) & np.isfinite(now.eps) & (then.eps * now.eps > 0)
    rows = np.flatnonzero(same_sign & (then.price > 0) & (now.price > 0))
    if not len(rows):
        return found
    step, price = then.eps[rows] / now.eps[rows], then.price[rows] / now.price[rows]
    nearest = _RATIOS[np.abs(np.log(step[:, None] / _RATIOS)).argmin(axis=1)]
    agrees = np.abs(np.log(price / nearest)) < np.abs(np.log(price))
    found[rows] = (np.abs(step / nearest - 1) <= _NEAR) & agrees
    return found
