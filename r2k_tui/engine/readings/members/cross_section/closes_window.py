"""Closes of the members up to the day of the readings, and their weights on earlier days."""

from __future__ import annotations

from datetime import date

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.cross_section.returns import drifted
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.readings.members.inputs import MemberSample
from r2k_tui.model.calendar.days import bar_of_day, day_of_bar

_DAY_S = 86400


def with_present(table: MemberSample) -> CloseTable:
    """Closes of finished sessions, followed by the present prices where these are of a later day."""
    past, day = table.closes, bar_of_day(date.fromisoformat(table.as_of)) // _DAY_S
    if not len(past.days) or day <= past.days[-1] or not np.isfinite(table.prices).any():
        return past
    return CloseTable(np.append(past.days, day), np.vstack([past.closes, table.prices]))


def weights_at(table: MemberSample, row: int) -> Floats:
    """Weights at the close of a row of the table's closes: those of the previous close, at fixed share counts."""
    closes = table.closes
    before = closes.row_at(bar_of_day(date.fromisoformat(table.as_of)) // _DAY_S - 1)
    return table.weights if before in (-1, row) else drifted(table.weights, closes.closes[before], closes.closes[row])


def day_words(closes: CloseTable, row: int) -> str:
    """Day of a row as text."""
    return day_of_bar(int(closes.days[row]) * _DAY_S).isoformat()
