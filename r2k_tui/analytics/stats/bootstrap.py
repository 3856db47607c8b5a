"""Moving-block bootstrap: intervals of means of autocorrelated values."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.model.readings.study import ConfidenceInterval

DRAWS = 2000
SEED = 20250918
# Results with fewer events than this are flagged as few.
FEW = 12


def block_indices(count: int, block: int, draws: int, seed: int = SEED) -> Counts:
    """`draws` rows of `count` indices, composed of blocks of `block` consecutive ones that start anywhere.

    Source: Künsch, Annals of Statistics 17 (1989). The last block is cut to the length of the series.
    """
    block = max(1, min(block, count))
    starts, _ = block_starts(count, block, draws, seed)
    return (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :count]


def block_starts(count: int, block: int, draws: int, seed: int = SEED) -> tuple[Counts, Counts]:
    """Starts of the blocks of each of `draws` rows, and their lengths: all `block`, the last cut to fit."""
    block = max(1, min(block, count))
    blocks = -(-count // block)
    starts = np.random.default_rng(seed).integers(0, count - block + 1, (draws, blocks))
    lengths = np.full(blocks, block, dtype=np.int64)
    lengths[-1] = count - block * (blocks - 1)
    return starts, lengths


def mean_where(
    values: Floats, chosen: Flags, block: int, confidence: float = 0.95, draws: int = DRAWS
) -> ConfidenceInterval | None:
    """Interval of the mean of `values` where `chosen`; values and flags are drawn together to preserve persistence.

    None with fewer than two chosen values, or where more than one draw in twenty has none.
    """
    if np.count_nonzero(chosen) < 2:
        return None
    index = block_indices(len(values), block, draws)
    flags = chosen[index]
    counts = flags.sum(axis=1)
    drawn = counts > 0
    if np.count_nonzero(drawn) < 0.95 * draws:
        return None
    means = np.where(flags, values[index], 0.0).sum(axis=1)[drawn] / counts[drawn]
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def stationary_indices(count: int, block: int, draws: int, seed: int = SEED) -> Counts:
    """`draws` rows of `count` indices: blocks of geometric length with mean `block`, circular.

    Source: Politis and Romano, Journal of the American Statistical Association 89 (1994).
    """
    rng = np.random.default_rng(seed)
    begins = rng.random((draws, count)) < 1.0 / block
    begins[:, 0] = True
    places = np.broadcast_to(np.arange(count), (draws, count))
    last = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
    starts = rng.integers(0, count, (draws, count))
    result: Counts = (np.take_along_axis(starts, last, axis=1) + places - last) % count
    return result
