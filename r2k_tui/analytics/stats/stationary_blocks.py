"""Stationary bootstrap by blocks: sums of resampled rows without the resampled rows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.analytics.stats.bootstrap import SEED


class DrawnBlocks(NamedTuple):
    """Blocks of every draw, one after the other: their starts and lengths, and each draw's first block.

    A block that passes the end of the series continues at its beginning. The lengths of a draw sum to `size`.
    """

    size: int
    starts: Counts
    lengths: Counts
    firsts: Counts


def stationary_blocks(count: int, block: int, draws: int, seed: int = SEED) -> DrawnBlocks:
    """Blocks of geometric length with mean `block`, the last of each draw cut to fit, that start anywhere.

    Source: Politis and Romano, Journal of the American Statistical Association 89 (1994).
    """
    rng = np.random.default_rng(seed)
    total = count * draws
    # Geometric lengths have no memory, so blocks drawn across all draws may be cut where a draw ends.
    wanted = int(total / block + 10 * np.sqrt(total / block) + 10)
    ends = np.cumsum(rng.geometric(1.0 / block, wanted))
    while ends[-1] < total:
        ends = np.concatenate([ends, ends[-1] + np.cumsum(rng.geometric(1.0 / block, wanted))])
    edges = np.arange(0, total, count)
    inner = ends[(ends < total) & (ends % count > 0)]
    # Two sorted rows: a stable sort merges them.
    begins = np.sort(np.concatenate([edges, inner]), kind="stable")
    lengths = np.diff(np.append(begins, total))
    return DrawnBlocks(count, rng.integers(0, count, len(begins)), lengths, np.searchsorted(begins, edges))


def resampled_sums(values: Floats, blocks: DrawnBlocks) -> Floats:
    """Sum of each column of `values` (size x k) over the rows of each draw: draws x k."""
    total = np.zeros((2 * blocks.size + 1, values.shape[1]))
    np.cumsum(np.concatenate([values, values]), axis=0, out=total[1:])
    parts = total[blocks.starts + blocks.lengths] - total[blocks.starts]
    result: Floats = np.add.reduceat(parts, blocks.firsts, axis=0)
    return result
