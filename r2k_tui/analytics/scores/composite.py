"""Weighted composites from 0 to 100: renormalized over the available components, absent below 60 % of the weight."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.threshold import RELATIVE_TOLERANCE

PERCENTILE_SESSIONS = 2520
PERCENTILE_MINIMUM = 504
COVERAGE = 60
EDGES = (25.0, 50.0, 75.0)
# Lowest score of each zone but the first, in the form that `at_least` expects.
_MET_FROM = tuple(edge * (1 - RELATIVE_TOLERANCE) for edge in EDGES)
RISK_ZONES = ("calm", "normal", "elevated", "stress")
MOMENTUM_ZONES = ("weak", "soft", "firm", "strong")


def combine(parts: Floats, weights: Floats) -> Floats:
    """Weighted mean of each row of `parts` (rows, components) over its finite values.

    `weights` are in percent of the whole; NaN where the finite values have less than 60 in total.
    """
    known = np.isfinite(parts)
    carried = known @ weights
    total = np.where(known, parts, 0.0) @ weights
    score: Floats = np.divide(total, carried, out=np.full(len(parts), np.nan), where=carried >= COVERAGE)
    return score


def zone_index(scores: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """0 to 3 for the zones [0, 25), [25, 50), [50, 75), [75, 100]; -1 where the score is absent."""
    return np.where(np.isfinite(scores), np.searchsorted(_MET_FROM, scores, side="right"), -1).astype(np.int64)


def zone_name(score: float, names: tuple[str, ...]) -> str | None:
    """Name of the zone of one score; None when it is absent."""
    return None if math.isnan(score) else names[int(np.searchsorted(_MET_FROM, score, side="right"))]
