"""Rule less holding: differences of Sharpe ratio and of mean return, with intervals from joint resamples."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.risk.ratios import LEAST_DEVIATION, YEAR, sharpe
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats.block_sums import draw_blocks, sums
from r2k_tui.model.rules.study import RuleDifference

DRAWS, BLOCK, CONFIDENCE, SEED = 1000, 63, 0.90, 1


class Differences(NamedTuple):
    """Differences of the Sharpe ratio and of the mean annual return."""

    sharpe: RuleDifference
    mean: RuleDifference


def differences(own: Floats, other: Floats, seed: int = SEED) -> Differences:
    """Differences of two series of daily excess returns on the same days, which are drawn together."""
    count = len(own)
    mean = 252 * float(own.mean() - other.mean()) if count else math.nan
    ratio = sharpe(own) - sharpe(other) if count else math.nan
    if count < BLOCK:
        return Differences(_difference(ratio, np.zeros(0)), _difference(mean, np.zeros(0)))
    blocks = draw_blocks(count, BLOCK, DRAWS, seed)
    first, second, squares, other_squares = sums(np.column_stack([own, other, own**2, other**2]), blocks).T
    drawn = _sharpes(first, squares, count) - _sharpes(second, other_squares, count)
    return Differences(_difference(ratio, drawn), _difference(mean, YEAR * (first - second) / count))


def _sharpes(total: Floats, squares: Floats, count: int) -> Floats:
    mean = total / count
    spread = np.sqrt(np.maximum(squares - count * mean * mean, 0.0) / (count - 1))
    ratio = np.full(len(total), np.nan)
    np.divide(mean, spread, out=ratio, where=spread >= LEAST_DEVIATION)
    result: Floats = ratio * math.sqrt(YEAR)
    return result


def _difference(value: float, drawn: Floats) -> RuleDifference:
    """With the interval of the resamples; without one, where the series is too short or does not vary, it is noise."""
    known = drawn[np.isfinite(drawn)]
    if not math.isfinite(value) or len(known) < 0.95 * DRAWS:
        return RuleDifference(value if math.isfinite(value) else None, None, None, within_noise=True)
    low, high = np.quantile(known, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return RuleDifference(value, float(low), float(high), within_noise=bool(low <= 0 <= high))
