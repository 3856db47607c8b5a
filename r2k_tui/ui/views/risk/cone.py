"""The volatility cone: the historical range of each window on one axis, and its current value."""

from __future__ import annotations

from math import log

from r2k_tui.model.readings.risk import ConeRow, RiskStudy
from r2k_tui.ui.drawing.entries import Entry, joined, plain
from r2k_tui.ui.drawing.lines import BLANK
from r2k_tui.ui.drawing.numbers import percent
from r2k_tui.ui.drawing.plots.spans import Axis, IntervalMark, span_runs, tick_line

_TICKS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
_LEAD, _TAIL = 6, 13
# Windows that are readings too, and so have a detail.
_READINGS = {21: "rv21", 63: "rv63", 252: "rv252"}
_HEAD = f" {'':<5}{'min':>6}{'10 %':>6}{'25 %':>6}{'50 %':>6}{'75 %':>6}{'90 %':>6}{'max':>7}{'now':>6}"


def cone_entries(study: RiskStudy, width: int) -> list[Entry]:
    """The plot, on a logarithmic axis, and the figures."""
    rows = [row for row in study.cone if row.n]
    if not rows:
        return plain([((" no window is full yet", "dim"),)])
    picture = _picture(rows, width) if width >= 40 else []
    figures = [_figures(row, width) for row in rows]
    head = _HEAD + (f"{'n':>6}" if width >= 60 else "")
    note = f" log returns, tr, {study.first_day} to {study.last_day}; windows overlap"
    return [*picture, *plain([((head, "dim"),)]), *figures, *plain([((note, "dim"),)])]


def _picture(rows: list[ConeRow], width: int) -> list[Entry]:
    low = min(row.low for row in rows if row.low is not None)
    high = max(row.high for row in rows if row.high is not None)
    floor = max(low, high / 200, 1e-6)
    span = log(high / floor) or 1.0
    axis = Axis(width - _LEAD - _TAIL, lambda value: log(max(value, floor) / floor) / span)
    lines = [_window(row, axis) for row in rows]
    ticks = [tick for tick in _TICKS if floor <= tick <= high]
    legend = ((" ─ min to max ━ middle half ┿ median ● now and its rank", "dim"),)
    return [*lines, *plain([tick_line(axis, ticks, lambda v: f"{v:.0%}", _LEAD), legend, BLANK])]


def _window(row: ConeRow, axis: Axis) -> Entry:
    runs = span_runs(_span(row), axis, "warn")
    rank = "" if row.rank is None else f"{row.rank:>5.0%}"
    now = f"{percent(row.now, 1, sign=False):>7}"
    return joined(
        (f"{row.window:>4}d ", "text", _READINGS.get(row.window, "")),
        *((text, style, "") for text, style in runs),
        (now, "bright", ""),
        (rank, "dim", ""),
    )


def _span(row: ConeRow) -> IntervalMark:
    """A row with a window has all levels."""
    low, inner_low, middle, inner_high, high = (
        level or 0.0 for level in (row.low, row.p25, row.p50, row.p75, row.high)
    )
    return IntervalMark(low, inner_low, middle, inner_high, high, row.now)


def _figures(row: ConeRow, width: int) -> Entry:
    levels = (row.low, row.p10, row.p25, row.p50, row.p75, row.p90)
    text = "".join(f"{percent(level, 1, sign=False):>6}" for level in levels)
    count = f"{row.n:>6}" if width >= 60 else ""
    return joined(
        (f"{row.window:>4}d ", "text", ""),
        (f"{text}{percent(row.high, 1, sign=False):>7}", "text", ""),
        (f"{percent(row.now, 1, sign=False):>6}", "bright", ""),
        (count, "dim", ""),
    )
