"""Intervals of Sharpe ratios, and of their differences, by the stationary bootstrap of joint daily returns."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.paired_paths import CONFIDENCE
from r2k_tui.analytics.risk.ratios import LEAST_DEVIATION, YEAR
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats.stationary_blocks import DrawnBlocks, resampled_sums

_LEAST_KNOWN = 0.95


class DrawnFigures(NamedTuple):
    """Annual figures of resampled paths, draws x paths each; a Sharpe ratio is NaN where a path hardly varies."""

    sharpe: Floats
    mean: Floats


def drawn_sharpes(excess: Floats, blocks: DrawnBlocks) -> Floats:
    """Annual Sharpe ratios of resampled excess returns (days x paths), draws x paths; the draws are the same for all.

    NaN where a path hardly varies.
    """
    return drawn_figures(excess, blocks).sharpe


def drawn_figures(excess: Floats, blocks: DrawnBlocks) -> DrawnFigures:
    """Annual Sharpe ratios and means of resampled excess returns (days x paths); the draws are the same for all."""
    count, paths = excess.shape
    # Deviations from the mean keep the squares exact to the last digits.
    middle = excess.mean(axis=0)
    gaps = excess - middle
    sums = resampled_sums(np.column_stack([gaps, gaps * gaps]), blocks)
    means, squares = sums[:, :paths] / count, sums[:, paths:]
    spread = np.sqrt(np.maximum(squares - count * means * means, 0.0) / (count - 1))
    ratios = np.full(means.shape, np.nan)
    np.divide(means + middle, spread, out=ratios, where=spread >= LEAST_DEVIATION)
    return DrawnFigures(ratios * math.sqrt(YEAR), (means + middle) * YEAR)


def percentile_interval(draws: Floats) -> tuple[float, float]:
    """Percentile interval (90 %) of drawn figures; NaN where more than one draw in twenty is unknown."""
    known = draws[np.isfinite(draws)]
    if len(known) < _LEAST_KNOWN * len(draws) or not len(known):
        return math.nan, math.nan
    low, high = np.quantile(known, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def asymptotic_error(sharpe: float, count: int) -> float:
    """Asymptotic standard error of an annual Sharpe ratio from `count` independent daily returns.

    sqrt((1 + s^2 / 2) / n) with the daily ratio s, x sqrt(252). Source: Lo, Financial Analysts Journal 58 (2002).
    """
    daily = sharpe / math.sqrt(YEAR)
    return math.sqrt((1 + daily * daily / 2) / count) * math.sqrt(YEAR)
