"""Policy rate: its moves, their turning points, and the regime: falling, holding or rising."""

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
# Days for which a move determines the regime.
REGIME_DAYS = 183


class Regime(IntEnum):
    """Direction of policy."""

    CUTTING = -1
    HOLDING = 0
    RISING = 1


class RateLevel(NamedTuple):
    """Rate in percent by day; `step` is the smallest change that is a move, `known` the day it became known."""

    days: Days
    rate: Floats
    step: float
    known: Days


class Moves(NamedTuple):
    """Moves in order: their days, the days on which they became known, their sizes in points and the rates after them.

    `turns`: whether a move went the opposite way from the one before; unknown for the first.
    """

    days: Days
    known: Days
    change: Floats
    rate: Floats
    turns: Flags


def smoothed(rates: Floats, window: int = MEDIAN_DAYS) -> Floats:
    """Trailing median of `window` values, from the first full window on; empty before."""
    if len(rates) < window:
        return np.zeros(0)
    medians: Floats = np.median(np.lib.stride_tricks.sliding_window_view(rates, window), axis=1)
    return medians


def effective_level(days: Days, rates: Floats) -> RateLevel:
    """Level behind an effective rate on workdays, known on the following day."""
    work = np.is_busday(days)
    kept = days[work][MEDIAN_DAYS - 1 :]
    return RateLevel(kept, smoothed(rates[work]), EFFECTIVE_STEP, kept + np.timedelta64(1, "D"))


def target_level(days: Days, rates: Floats) -> RateLevel:
    """Level of a target rate, known on its day because it is announced the day before."""
    return RateLevel(days, rates, TARGET_STEP, days)


def moves_of(level: RateLevel) -> Moves:
    """Moves: each change of at least `step` from the level after the last move, without look-ahead."""
    found: list[tuple[int, float]] = []
    stood = float(level.rate[0]) if len(level.rate) else 0.0
    # A rate that stays where it was the day before is no move.
    changed = np.flatnonzero(np.diff(level.rate) != 0) + 1
    for place, rate in zip(changed.tolist(), level.rate[changed].tolist(), strict=True):
        if at_least(abs(rate - stood), level.step):
            found.append((place, rate - stood))
            stood = rate
    places = np.array([place for place, _ in found], dtype=np.int64)
    change = np.array([size for _, size in found])
    return Moves(level.days[places], level.known[places], change, level.rate[places], turning(change))


def turning(change: Floats) -> Flags:
    """Whether each move goes the opposite way from the one before."""
    return np.concatenate([[False], np.sign(change[1:]) != np.sign(change[:-1])]) if len(change) else np.zeros(0, bool)


def followed_by(first: Moves, then: Moves) -> Moves:
    """Moves of one rate, followed by those of another."""
    change = np.concatenate([first.change, then.change])
    days, known = np.concatenate([first.days, then.days]), np.concatenate([first.known, then.known])
    return Moves(days, known, change, np.concatenate([first.rate, then.rate]), turning(change))


def before(moves: Moves, day: np.datetime64) -> Moves:
    """Moves made before a day."""
    stop = int(np.searchsorted(moves.days, day))
    return Moves(moves.days[:stop], moves.known[:stop], moves.change[:stop], moves.rate[:stop], moves.turns[:stop])


def regimes(moves: Moves, days: Days, since: np.datetime64) -> Counts:
    """Regime known on each day: that of the last move while it is recent, else HOLDING; -9 before `since`.

    A day without a move and without a full window of data behind it is -9 as well.
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
