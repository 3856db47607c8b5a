"""The policy rate: when it was moved, which moves turned its course, and whether it falls, stands or rises."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Days, Flags, Floats
from r2k_tui.model.threshold import at_least

# Days of the trailing median: the effective rate jumps for a few days at the ends of quarters and years.
MEDIAN_DAYS = 15
# Points of percent. The smallest change of the target since 1990 is a quarter; the effective rate follows most of it.
EFFECTIVE_STEP, TARGET_STEP = 0.20, 0.05
# A move counts as what the policy does for so many days.
REGIME_DAYS = 183


class Regime(IntEnum):
    """What the policy does."""

    CUTTING = -1
    HOLDING = 0
    RISING = 1


class RateLevel(NamedTuple):
    """A rate in percent by day; `step` is the least change that is a move, `known` the day on which it is known."""

    days: Days
    rate: Floats
    step: float
    known: Days


class Moves(NamedTuple):
    """Moves in order: the day of each and the day on which it was known, its size in points and the rate after it.

    `turns`: whether it went the other way than the move before; of the very first move nobody can tell.
    """

    days: Days
    known: Days
    change: Floats
    rate: Floats
    turns: Flags


def smoothed(rates: Floats, window: int = MEDIAN_DAYS) -> Floats:
    """The median of the last `window` values, one for each place from the first full window on; empty before."""
    if len(rates) < window:
        return np.zeros(0)
    medians: Floats = np.median(np.lib.stride_tricks.sliding_window_view(rates, window), axis=1)
    return medians


def effective_level(days: Days, rates: Floats) -> RateLevel:
    """The level behind an effective rate on workdays, known on the day after each of them."""
    work = np.is_busday(days)
    kept = days[work][MEDIAN_DAYS - 1 :]
    return RateLevel(kept, smoothed(rates[work]), EFFECTIVE_STEP, kept + np.timedelta64(1, "D"))


def target_level(days: Days, rates: Floats) -> RateLevel:
    """The level that is a target: known on its day, for it is announced the day before."""
    return RateLevel(days, rates, TARGET_STEP, days)


def moves_of(level: RateLevel) -> Moves:
    """Each time that the rate stands `step` or more from where it stood after the last move. Looks back alone."""
    found: list[tuple[int, float]] = []
    stood = float(level.rate[0]) if len(level.rate) else 0.0
    for place, rate in enumerate(level.rate.tolist()):
        if at_least(abs(rate - stood), level.step):
            found.append((place, rate - stood))
            stood = rate
    places = np.array([place for place, _ in found], dtype=np.int64)
    change = np.array([size for _, size in found])
    return Moves(level.days[places], level.known[places], change, level.rate[places], turning(change))


def turning(change: Floats) -> Flags:
    """Whether each move goes the other way than the one before it."""
    return np.concatenate([[False], np.sign(change[1:]) != np.sign(change[:-1])]) if len(change) else np.zeros(0, bool)


def followed_by(first: Moves, then: Moves) -> Moves:
    """The moves of one rate, and after them those of another."""
    change = np.concatenate([first.change, then.change])
    days, known = np.concatenate([first.days, then.days]), np.concatenate([first.known, then.known])
    return Moves(days, known, change, np.concatenate([first.rate, then.rate]), turning(change))


def before(moves: Moves, day: np.datetime64) -> Moves:
    """The moves made before a day."""
    stop = int(np.searchsorted(moves.days, day))
    return Moves(moves.days[:stop], moves.known[:stop], moves.change[:stop], moves.rate[:stop], moves.turns[:stop])


def regimes(moves: Moves, days: Days, since: np.datetime64) -> Counts:
    """The regime known on each day: that of the last move while it is young, else HOLDING; -9 before `since`.

    Without a whole stretch of data behind it a day without a move says nothing: those days are -9 as well.
    """
    index = np.searchsorted(moves.known, days, side="right") - 1
    age = np.full(len(days), 10**6, dtype=np.int64)
    has = index >= 0
    age[has] = (days[has] - moves.known[index[has]]).astype(np.int64)
    way = np.zeros(len(days), dtype=np.int64)
    way[has] = np.sign(moves.change[index[has]]).astype(np.int64)
    found = np.where(age <= REGIME_DAYS, way, int(Regime.HOLDING))
    unknown = (days < since) | ((age > REGIME_DAYS) & (days < since + np.timedelta64(REGIME_DAYS, "D")))
    return np.where(unknown, UNKNOWN, found)


UNKNOWN = -9
