"""Volatility: realized and exponentially weighted, annualized with 252 sessions."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.sums import deviation
from r2k_tui.analytics.series.windows import last_window, rolling_std

ANNUAL = math.sqrt(252)


def realized(log_return: Floats, size: int) -> float:
    """Sample deviation (ddof=1) of the last `size` log returns x sqrt(252); NaN when the window is not full."""
    window = last_window(log_return, size)
    return deviation(window) * ANNUAL if window is not None else math.nan


def realized_history(log_return: Floats, size: int, rows: int) -> Floats:
    """Realized volatility of the last `rows` days."""
    return rolling_std(log_return, size, rows) * ANNUAL


def annual_volatility(daily_variance: Floats) -> Floats:
    """sqrt(252 x variance)."""
    result: Floats = np.sqrt(daily_variance) * ANNUAL
    return result
