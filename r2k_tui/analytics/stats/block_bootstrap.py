"""Months of a simulated future, drawn from blocks of a history."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats

MONTH, MONTHS = 21, 12


def months_from(returns: Floats) -> Floats:
    """Growth over the 21 days that begin at each day; the history is circular.

    Source of the circle: Politis and Romano, in Exploring the Limits of Bootstrap (1992).
    """
    circle = np.concatenate([returns, returns[: MONTH - 1]])
    logs = np.concatenate([[0.0], np.cumsum(np.log1p(np.maximum(circle, -0.999999)))])
    result: Floats = np.exp(logs[MONTH:] - logs[:-MONTH])
    return result


def month_starts(rng: np.random.Generator, days: int, paths: int, months: int, block: int) -> Iterator[Counts]:
    """Start of each month of every path: `block` consecutive months come from one part of the history."""
    begins = np.zeros(paths, dtype=np.int64)
    for month in range(months):
        if month % block == 0:
            begins = rng.integers(days, size=paths)
        yield (begins + MONTH * (month % block)) % days
