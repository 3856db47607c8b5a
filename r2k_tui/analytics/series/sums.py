"""Mean and deviation, to the last bit those of NumPy's methods, which spend more on checks than on a short sum."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.series.arrays import Floats


def mean(values: Floats) -> float:
    """Arithmetic mean; NaN of none."""
    return float(np.add.reduce(values)) / len(values) if len(values) else math.nan


def deviation(values: Floats, ddof: int = 1) -> float:
    """Standard deviation with `ddof` degrees of freedom less; NaN where none are left."""
    if len(values) <= ddof:
        return math.nan
    gaps = values - mean(values)
    return math.sqrt(float(np.add.reduce(gaps * gaps)) / (len(values) - ddof))
