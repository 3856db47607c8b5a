"""Sums over resamples of the stationary bootstrap, without drawing single days.

A resample is made of blocks of consecutive days on a circle. The sum over a block is a difference of two cumulative
sums, so a resample costs one subtraction for each block, not one look-up for each day.
Source: Politis and Romano, Journal of the American Statistical Association 89 (1994).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats


class DrawnBlocks(NamedTuple):
    """Blocks of all resamples in one row: their starts, their lengths, and where each resample begins among them."""

    starts: Counts
    lengths: Counts
    first: Counts


def draw_blocks(count: int, block: int, draws: int, seed: int) -> DrawnBlocks:
    """`draws` resamples of `count` days, in blocks of geometric length with mean `block`; the last is cut to fit."""
    rng = np.random.default_rng(seed)
    mean = count / block
    width = math.ceil(mean + 6 * math.sqrt(mean) + 6)
    lengths = rng.geometric(1 / block, (draws, width))
    while int(lengths.sum(axis=1).min()) < count:
        lengths = np.concatenate([lengths, rng.geometric(1 / block, (draws, width))], axis=1)
    ends = np.minimum(np.cumsum(lengths, axis=1), count)
    cut = np.diff(ends, axis=1, prepend=0)
    used = cut > 0
    first = np.concatenate([[0], np.cumsum(used.sum(axis=1))[:-1]])
    kept = cut[used]
    return DrawnBlocks(rng.integers(0, count, len(kept)), kept, first)


def sums(columns: Floats, blocks: DrawnBlocks) -> Floats:
    """Sum of each column of `columns` (days, columns) over each resample: (resamples, columns)."""
    count = len(columns)
    total = np.zeros((2 * count + 1, columns.shape[1]))
    np.cumsum(np.concatenate([columns, columns]), axis=0, out=total[1:])
    parts = total[blocks.starts + blocks.lengths] - total[blocks.starts]
    result: Floats = np.add.reduceat(parts, blocks.first, axis=0)
    return result
