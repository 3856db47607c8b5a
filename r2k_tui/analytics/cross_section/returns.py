"""Aggregates of index members on one day and over many: equal weight against cap weight, contributions.

A vector holds one value per member, NaN where it is unknown; a table is (days, members).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.threshold import at_least


class Whole(NamedTuple):
    """Weighted mean, NaN where nothing is known, and the share of the weight behind it."""

    value: float
    coverage: float


class Sector(NamedTuple):
    """One sector: weight, weighted mean return, contribution, members, members with a return."""

    weight: float
    ret: float
    contribution: float
    members: int
    priced: int


class ContributorShares(NamedTuple):
    """The `least` members with the largest contributions add up to `move`; `top_8`: the sum of the eight largest."""

    move: float
    least: int
    top_8: float


def day_returns(price: Floats, previous_close: Floats) -> Floats:
    """price / previous close - 1; NaN unless both are above zero."""
    out = np.full(price.shape, np.nan)
    np.divide(price, previous_close, out=out, where=(price > 0) & (previous_close > 0))
    out -= 1
    return out


def drifted(weights: Floats, then: Floats, now: Floats) -> Floats:
    """Weights of the list's day drifted with prices: w x now / then, scaled to the same sum.

    A member without both prices drifts like the rest.
    """
    growth = day_returns(now, then) + 1
    known = np.isfinite(growth)
    if not known.any():
        return weights
    held = float(weights[known].sum())
    average = float((weights[known] * growth[known]).sum()) / held if held > 0 else 1.0
    carried = weights * np.where(known, growth, average)
    total = float(carried.sum())
    scaled: Floats = carried * (float(weights.sum()) / total) if total > 0 else weights
    return scaled


def weighted_mean(weights: Floats, values: Floats) -> Whole:
    """sum(w x value) / sum(w) over the members with a known value."""
    known = np.isfinite(values) & (weights > 0)
    total, part = float(weights.sum()), float(weights[known].sum())
    mean = float((weights[known] * values[known]).sum()) / part if part > 0 else float("nan")
    return Whole(mean, part / total if total > 0 else 0.0)


def equal_mean(values: Floats) -> float:
    """Mean of the known values, NaN without any."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def contributions(weights: Floats, returns: Floats) -> Floats:
    """weight x return of each member; the sum is the known part of the index move."""
    out: Floats = weights * returns
    return out


def by_sector(sector_of: Counts, count: int, weights: Floats, returns: Floats) -> list[Sector]:
    """One row for each of `count` sectors; `sector_of` holds the sector of each member."""
    known = np.isfinite(returns)
    moved = np.where(known, weights * np.where(known, returns, 0.0), 0.0)
    weight = np.bincount(sector_of, weights, count)
    covered = np.bincount(sector_of, np.where(known, weights, 0.0), count)
    total = np.bincount(sector_of, moved, count)
    ret = np.full(count, np.nan)
    np.divide(total, covered, out=ret, where=covered > 0)
    members = np.bincount(sector_of, minlength=count)
    priced = np.bincount(sector_of[known], minlength=count)
    rows = zip(weight.tolist(), ret.tolist(), total.tolist(), members.tolist(), priced.tolist(), strict=True)
    return [Sector(*row) for row in rows]


def carriers(contributed: Floats) -> ContributorShares | None:
    """Smallest set of members whose contributions add up to the move; None without any."""
    known = contributed[np.isfinite(contributed)]
    if not len(known):
        return None
    move = float(known.sum())
    sign = -1.0 if move < 0 else 1.0
    ranked = np.sort(sign * known)[::-1]
    reached = at_least(np.cumsum(ranked), abs(move))
    return ContributorShares(move, int(np.argmax(reached)) + 1 if move else 0, sign * float(ranked[:8].sum()))


def session_returns(closes: Floats, weights: Floats, anchor: Floats) -> tuple[Floats, Floats]:
    """Cap- and equal-weighted return of each session but the first, NaN where none is known: (days - 1) each.

    Cap weights are those at the closes `anchor`, drifted to the day before each session by the closes themselves, that
    is, a portfolio of fixed shares. A session includes the members with both closes and one at the anchor.
    """
    shares = np.zeros(closes.shape[1])
    np.divide(weights, anchor, out=shares, where=anchor > 0)
    before, after = closes[:-1], closes[1:]
    known = (before > 0) & (after > 0)
    start = np.where(known, before, 0.0)
    change = np.where(known, after - before, 0.0)
    ratio = np.zeros(change.shape)
    np.divide(change, start, out=ratio, where=known)
    return _shares_of(change @ shares, start @ shares), _shares_of(ratio.sum(axis=1), known.sum(axis=1))


def _shares_of(part: Floats, whole: Floats | Counts) -> Floats:
    out = np.full(part.shape, np.nan)
    np.divide(part, whole, out=out, where=whole > 0)
    return out
