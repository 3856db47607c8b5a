"""Simulated paths of a portfolio from blocks of its own history."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.threshold import below

MONTH, MONTHS = 21, 12
LEVELS = (0.05, 0.25, 0.50, 0.75, 0.95)


class Futures(msgspec.Struct, frozen=True, eq=False):
    """Distribution of simulated paths: `percentiles` is (years + 1) x len(LEVELS); probabilities are (years + 1) long.

    `withdrawn` is the median amount withdrawn by then; it is part of no value and no probability.
    """

    percentiles: Floats
    loss: Floats
    ruin: Floats
    beating: Floats
    withdrawn: Floats
    growth_mean: float
    growth_std: float


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


def futures(
    returns: Floats,
    benchmark: Floats,
    *,
    years: int,
    paths: int,
    block: int,
    start: float,
    flow: float,
    seed: int,
) -> Futures:
    """Paths of `start` over `years` of 12 x 21 days; `flow` is added at the end of each month, withdrawn if negative.

    Both series must have the same length, at least 21. A portfolio that cannot pay a withdrawal is ruined and stays at
    0. A loss is a value below the start plus contributions; withdrawals are not part of the value.
    """
    own, other = months_from(returns), months_from(benchmark)
    rng = np.random.default_rng(seed)
    value, rival = np.full(paths, start), np.full(paths, start)
    taken, ruined = np.zeros(paths), np.zeros(paths, dtype=bool)
    tables = [_year(value, rival, taken, ruined, start)]
    total, squares = 0.0, 0.0
    months = years * MONTHS
    for month, places in enumerate(month_starts(rng, len(own), paths, months, block), 1):
        growth = own[places]
        total, squares = total + float(growth.sum()), squares + float(growth @ growth)
        value = value * growth + flow
        rival = np.maximum(rival * other[places] + flow, 0.0)
        if flow < 0:
            short = np.maximum(-value, 0.0)
            taken += np.where(ruined, 0.0, -flow - short)
            ruined |= value <= 0
            value = np.where(ruined, 0.0, value)
        if month % MONTHS == 0:
            tables.append(_year(value, rival, taken, ruined, start + max(flow, 0.0) * month))
    count = months * paths
    mean = total / count
    std = math.sqrt(max(squares / count - mean * mean, 0.0))
    columns = [np.array(column) for column in zip(*tables, strict=True)]
    return Futures(columns[0], columns[1], columns[2], columns[3], columns[4], mean, std)


def _year(
    value: Floats,
    rival: Floats,
    taken: Floats,
    ruined: Counts | np.ndarray[tuple[int], np.dtype[np.bool_]],
    paid: float,
) -> tuple[Floats, float, float, float, float]:
    loss = float(below(value, paid).mean())
    beating = float((value > rival).mean())
    return np.quantile(value, LEVELS), loss, float(ruined.mean()), beating, float(np.median(taken))
