"""Rule less holding: differences of Sharpe ratio and of mean return, with intervals from joint resamples."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.sharpe_intervals import drawn_figures, percentile_interval
from r2k_tui.analytics.risk.ratios import YEAR, sharpe
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats.stationary_blocks import stationary_blocks
from r2k_tui.model.rules.study import RuleDifference

DRAWS, BLOCK, SEED = 1000, 63, 1


class Differences(NamedTuple):
    """Differences of the Sharpe ratio and of the mean annual return."""

    sharpe: RuleDifference
    mean: RuleDifference


def differences(own: Floats, other: Floats, seed: int = SEED) -> Differences:
    """Differences of two series of daily excess returns on the same days, which are drawn together."""
    count = len(own)
    mean = YEAR * float(own.mean() - other.mean()) if count else math.nan
    ratio = sharpe(own) - sharpe(other) if count else math.nan
    if count < BLOCK:
        return Differences(_difference(ratio, np.zeros(0)), _difference(mean, np.zeros(0)))
    drawn = drawn_figures(np.column_stack([own, other]), stationary_blocks(count, BLOCK, DRAWS, seed))
    ratios, means = (figure[:, 0] - figure[:, 1] for figure in drawn)
    return Differences(_difference(ratio, ratios), _difference(mean, means))


def _difference(value: float, drawn: Floats) -> RuleDifference:
    """With the interval of the resamples; without one, where the series is too short or does not vary, it is noise."""
    low, high = percentile_interval(drawn)
    if not math.isfinite(value) or not math.isfinite(low):
        return RuleDifference(value if math.isfinite(value) else None, None, None, within_noise=True)
    return RuleDifference(value, low, high, within_noise=low <= 0 <= high)
