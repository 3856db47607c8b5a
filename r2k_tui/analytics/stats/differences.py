"""Outcomes after chosen days minus those after all days: spells, and intervals that allow for overlap."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.analytics.stats.bootstrap import DRAWS, FEW, SEED, block_starts
from r2k_tui.analytics.stats.proportion import wilson
from r2k_tui.model.readings.study import ConfidenceInterval

# Minimum block length in sessions, and in months.
BLOCK, BLOCK_MONTHS = 126, 6
# Student's 97.5 % quantile by degrees of freedom, 1 to 10: enough for means of fewer than FEW values.
_STUDENT = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)


class Less(NamedTuple):
    """Chosen days against all: `spells`, 95 % intervals of the differences in mean and in share above 0, `few`."""

    spells: int
    mean: ConfidenceInterval | None
    hit: ConfidenceInterval | None
    few: bool


def spells(chosen: Flags) -> int:
    """Number of runs of consecutive chosen days."""
    return int(np.count_nonzero(chosen[1:] & ~chosen[:-1])) + int(chosen[:1].sum())


def t_interval(values: Floats) -> ConfidenceInterval | None:
    """95 % interval of the mean of 2 to FEW - 1 independent values; Source: Student, Biometrika 6 (1908)."""
    count = len(values)
    if not 2 <= count < FEW:
        return None
    mean, reach = float(values.mean()), _STUDENT[count - 2] * float(values.std(ddof=1)) / math.sqrt(count)
    return mean - reach, mean + reach


def less_all(values: Floats, chosen: Flags, block: int, seed: int = SEED) -> Less:
    """Comparison of the `chosen` with all of `values`; NaN is pending or undefined, and excluded everywhere.

    From FEW values on, by moving blocks of `block`, with states and outcomes drawn together; below that, by Student's t
    around the mean of all and by Wilson's interval. None when all are chosen, which is the base itself.
    """
    known = np.isfinite(values)
    base, picked = values[known], chosen[known]
    count, runs = int(picked.sum()), spells(chosen & known)
    few = min(count, runs) < FEW
    if not count or count == len(base):
        return Less(runs, None, None, few)
    if count < FEW:
        middle, share = float(base.mean()), float((base > 0).mean())
        mean, hit = t_interval(base[picked]), wilson(int((base[picked] > 0).sum()), count)
        return Less(runs, _shifted(mean, middle), _shifted(hit, share), few)
    sums = _BlockSums(len(base), block, seed)
    counts = sums.of(picked)
    drawn = counts > 0
    if np.count_nonzero(drawn) < 0.95 * DRAWS:
        return Less(runs, None, None, few)
    found = (sums.of(np.where(picked, x, 0.0))[drawn] / counts[drawn] - sums.of(x)[drawn] / len(x) for x in _both(base))
    mean, hit = (_middle(differences) for differences in found)
    return Less(runs, mean, hit, few)


def _both(base: Floats) -> tuple[Floats, Floats]:
    return base, (base > 0).astype(np.float64)


def _middle(differences: Floats) -> ConfidenceInterval:
    low, high = np.quantile(differences, [0.025, 0.975])
    return float(low), float(high)


def _shifted(interval: ConfidenceInterval | None, by: float) -> ConfidenceInterval | None:
    return None if interval is None else (interval[0] - by, interval[1] - by)


class _BlockSums:
    """Sums of a series over drawn blocks, from cumulative sums: each block's end minus its start."""

    def __init__(self, count: int, block: int, seed: int) -> None:
        starts, lengths = block_starts(count, block, DRAWS, seed)
        self._whole, self._cut = starts[:, :-1], starts[:, -1]
        self._block, self._rest = int(lengths[0]), int(lengths[-1])

    def of(self, values: Floats | Flags) -> Floats:
        total = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
        blocks = total[self._block :] - total[: -self._block]
        result: Floats = blocks[self._whole].sum(axis=1) + total[self._cut + self._rest] - total[self._cut]
        return result
