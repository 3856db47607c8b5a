"""The time axis, and times as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.bars import Interval
from r2k_tui.ui.drawing.lines import BLANK, Line
from r2k_tui.ui.drawing.plots.axes import time_ticks


def axis(times: Sequence[int], columns: Sequence[int], interval: Interval, width: int, margin: int) -> Line:
    """Labels under the columns of round times; blank where there is no room."""
    cells = [" "] * width
    free = 0
    for tick in time_ticks(times, interval, width):
        start = min(columns[tick.bar], width - len(tick.label))
        if start >= free:
            cells[start : start + len(tick.label)] = tick.label
            free = start + len(tick.label) + 2
    if not any(cell != " " for cell in cells):
        return BLANK
    return ((" " * margin + "└", "dim"), ("".join(cells), "dim"))


def moment(time: int, interval: Interval) -> str:
    """A bar's time: its day, and the minute in New York for an intraday bar."""
    if not interval.intraday:
        return datetime.fromtimestamp(time, UTC).strftime("%a %d %b %Y")
    return datetime.fromtimestamp(time, NEW_YORK).strftime("%a %d %b %H:%M")
