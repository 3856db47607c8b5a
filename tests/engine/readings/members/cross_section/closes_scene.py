"""Closes of a few members on weekdays that end before the day of the readings, or with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable


def closes(columns: Sequence[Sequence[float]], last: str = "2026-11-26") -> CloseTable:
    """Table of the closes of each member on weekdays up to `last`."""
    count = len(columns[0])
    days = np.busday_offset(last, np.arange(1 - count, 1))
    return CloseTable(days.astype(np.int64), np.array(columns, dtype=np.float64).T.copy())
