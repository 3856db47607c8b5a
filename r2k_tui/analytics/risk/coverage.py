"""Backtests of Value at Risk: frequency and independence of breaches."""

from __future__ import annotations

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.analytics.stats import normal


class Coverage(msgspec.Struct, frozen=True):
    """`breaches` in `days`; likelihood ratios and p-values.

    `kupiec_*`: unconditional coverage, 1 degree of freedom. `independence_p`: Christoffersen's first-order
    independence, 1 degree. `conditional_p`: both together, 2 degrees.
    """

    days: int
    breaches: int
    kupiec_lr: float
    kupiec_p: float
    independence_p: float
    conditional_p: float


class BreachTally(msgspec.Struct, frozen=True):
    """Counts of tested days and breaches; of adjacent tested pairs: all, first, second, and both breached."""

    days: int
    breaches: int
    pairs: int
    first: int
    second: int
    both: int


def count_marks(marks: NDArray[np.int8]) -> Counts:
    """Counts of each row of `marks` (1 breach, 0 none, -1 not tested), in the order of BreachTally."""
    tested, broke = marks >= 0, marks > 0
    before, after = slice(None, -1), slice(1, None)
    pair = tested[:, before] & tested[:, after]
    first, second = broke[:, before] & pair, broke[:, after] & pair
    counted = (tested, broke, pair, first, second, first & second)
    return np.array([np.count_nonzero(flags, axis=1) for flags in counted], dtype=np.int64).T


def count_one_more(counted: Counts, previous: NDArray[np.int8], last: NDArray[np.int8]) -> Counts:
    """Counts after one more day; `previous` and `last` are the marks of the two newest days."""
    tested, pair = last >= 0, (last >= 0) & (previous >= 0)
    first, second = pair & (previous > 0), pair & (last > 0)
    return counted + np.array([tested, last > 0, pair, first, second, first & second], dtype=np.int64).T


def coverage(tally: BreachTally, tail: float) -> Coverage | None:
    """Test of the counts against the nominal rate; None without two adjacent tested days.

    Sources: Kupiec, Journal of Derivatives 3 (1995); Christoffersen, International Economic Review 39 (1998).
    """
    if not tally.pairs:
        return None
    kupiec = kupiec_ratio(tally.days, tally.breaches, tail)
    independence = independence_ratio(tally)
    return Coverage(
        days=tally.days,
        breaches=tally.breaches,
        kupiec_lr=kupiec,
        kupiec_p=normal.chi_square_tail(kupiec, 1),
        independence_p=normal.chi_square_tail(independence, 1),
        conditional_p=normal.chi_square_tail(kupiec + independence, 2),
    )


def _log_likelihood(hits: int, misses: int, rate: float) -> float:
    first = hits * math.log(rate) if hits else 0.0
    return first + (misses * math.log1p(-rate) if misses else 0.0)


def kupiec_ratio(days: int, breaches: int, tail: float) -> float:
    """-2 log of the likelihood of `breaches` in `days` at the nominal rate over that at the observed rate."""
    misses = days - breaches
    observed = _log_likelihood(breaches, misses, breaches / days)
    return max(0.0, 2 * (observed - _log_likelihood(breaches, misses, tail)))


def independence_ratio(tally: BreachTally) -> float:
    """-2 log likelihood ratio of one breach rate against one that depends on whether the day before broke."""
    calm, after_calm = tally.pairs - tally.first, tally.second - tally.both
    joint = _log_likelihood(tally.second, tally.pairs - tally.second, tally.second / tally.pairs)
    split = _log_likelihood(tally.both, tally.first - tally.both, tally.both / tally.first) if tally.first else 0.0
    split += _log_likelihood(after_calm, calm - after_calm, after_calm / calm) if calm else 0.0
    return max(0.0, 2 * (split - joint))


def binomial_mid_p(days: int, tail: float) -> Floats:
    """P(X < k) + P(X = k) / 2 for k = 0 .. days breaches of `days`, X binomial with rate `tail`."""
    chances = np.array([math.comb(days, k) * tail**k * (1 - tail) ** (days - k) for k in range(days + 1)])
    result: Floats = np.cumsum(chances) - chances / 2
    return result
