"""Volatility cone: the distribution of realized volatility over the history, by window length.

Source: Burghardt and Lane, Journal of Portfolio Management 16 (1990).
"""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.risk.volatility import realized_history
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.readings.risk import ConeRow

WINDOWS = (10, 21, 63, 126, 252)
SHARES = (0.0, 0.10, 0.25, 0.50, 0.75, 0.90, 1.0)


def volatility_cone(log_return: Floats, finished: int) -> tuple[ConeRow, ...]:
    """One row per length in WINDOWS (sessions); the distribution is that of the first `finished` log returns.

    `now` is the volatility of the last window of all returns. A window with a missing return is left out.
    """
    return tuple(_row(log_return, finished, size) for size in WINDOWS)


def _row(log_return: Floats, finished: int, size: int) -> ConeRow:
    values = realized_history(log_return, size, max(len(log_return) - size + 1, 0))
    last = float(values[-1]) if len(values) and np.isfinite(values[-1]) else None
    past = values[: max(finished - size + 1, 0)]
    known = past[np.isfinite(past)]
    if not len(known):
        return ConeRow(size, 0, now=last)
    low, p10, p25, p50, p75, p90, high = (float(level) for level in np.quantile(known, SHARES))
    rank = None if last is None else float(np.count_nonzero(known <= last) / len(known))
    return ConeRow(size, len(known), low, p10, p25, p50, p75, p90, high, last, rank)
