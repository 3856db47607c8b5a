"""Chart reply: bars cut to the range, with the lines of every requested indicator."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Days, Flags, Floats
from r2k_tui.analytics.series.months import finished_months
from r2k_tui.analytics.trend.momentum import record_flags
from r2k_tui.engine.calendar.venue_hours import SessionHours
from r2k_tui.engine.charts.data import ChartData, chart_data, closed, column, times
from r2k_tui.engine.charts.indicators import ROW_BY_KEY, TABLE, IndicatorSpec
from r2k_tui.engine.state.bar_ranges import cut
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import ChartReply, GetChart
from r2k_tui.model.readings.chart import MonthMark, Plot
from r2k_tui.model.threshold import at_least


@dataclass
class Ingredients:
    """Inputs of a chart: full series, the symbol's hours, New York's days, and the series that are unavailable."""

    request: GetChart
    bars: Bars
    hours: SessionHours
    days: Days
    against: str
    volumes: Bars | None = None
    other: Bars | None = None
    trouble: str = ""
    unfinished: bool = False


def draw(given: Ingredients, problems: tuple[Problem, ...] = ()) -> ChartReply:
    """Chart reply. Indicators use the full history, so that a range starts with full windows."""
    request, bars = given.request, _within_hours(given)
    data = chart_data(bars, given.volumes, given.against, given.other, given.trouble)
    first = len(bars) - len(cut(bars, RANGE_BY_NAME[request.range]))
    start = max(0, first - request.before)
    shown = bars.slice(start, len(bars))
    has_close = closed(bars)
    chosen = [*request.overlays, *([request.pane] if request.pane else [])]
    plots = [plot for key in chosen for plot in _plots(ROW_BY_KEY[key], data, has_close, start, first)]
    reply = ChartReply(request, shown, first - start, start, given.against, TABLE, tuple(plots), problems=problems)
    return _with_hours(reply, given) if bars.interval.intraday else _with_marks(reply, given, bars)


def _within_hours(given: Ingredients) -> Bars:
    """Visible bars: only those in regular hours, unless extended hours are requested."""
    bars = given.bars
    if given.request.extended or not bars.interval.intraday or not len(bars):
        return bars
    at = times(bars)
    regular = np.array(given.hours.regular(float(at[0]), float(at[-1]))).reshape(-1, 2)
    place = np.searchsorted(regular[:, 0], at, side="right") - 1
    inside = place >= 0
    if len(regular):
        inside &= at < regular[np.maximum(place, 0), 1]
    return _picked(bars, inside)


def _picked(bars: Bars, rows: Flags) -> Bars:
    columns = {name: getattr(bars, name) for name in ("time", *PRICE_COLUMNS)}
    kept = {
        name: np.frombuffer(data, dtype=np.int64)[rows].tobytes() if data else data for name, data in columns.items()
    }
    return msgspec.structs.replace(bars, **kept)


def _plots(row: IndicatorSpec, data: ChartData, has_close: Flags, start: int, first: int) -> list[Plot]:
    """Lines of one indicator, with a value for each bar from `start`; rebased lines are 0 at `first`."""
    plots = []
    for tag, line in zip(row.tags, row.compute(data), strict=True):
        values = np.full(len(has_close), np.nan)
        values[has_close] = line
        if row.rebased:
            values -= _base(values[first:])
        shown = values[start:]
        absent = not np.isfinite(shown).any()
        note = row.missing(data) if absent else row.note(data)
        plots.append(Plot(row.about.key, tag, shown.tobytes(), tag in row.pillars, note, absent))
    return plots


def _base(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known[0]) if len(known) else 0.0


def _with_hours(reply: ChartReply, given: Ingredients) -> ChartReply:
    at = reply.bars.times()
    regular = given.hours.regular(at[0], at[-1]) if len(at) else ()
    return msgspec.structs.replace(reply, regular=regular)


def _with_marks(reply: ChartReply, given: Ingredients, bars: Bars) -> ChartReply:
    records, months = marks(bars, given.days, unfinished=given.unfinished)
    begin = reply.bars.times()[0] if len(reply.bars) else 0
    kept = tuple(mark for mark in months if mark.time >= begin)
    return msgspec.structs.replace(reply, records=records[records >= begin].tobytes(), months=kept)


THRESHOLD = 0.10


def marks(bars: Bars, sessions: Days, *, unfinished: bool) -> tuple[Counts, tuple[MonthMark, ...]]:
    """Times of strict all-time closing highs, and months with a gain of at least ten percent, px.

    Both use the full history; the last bar is excluded while its session is `unfinished`.
    """
    kept = closed(bars)
    at, closes = times(bars)[kept], column(bars, "close")[kept]
    done = len(at) - 1 if unfinished and len(at) else len(at)
    days = at.astype("datetime64[s]").astype("datetime64[D]")
    months = finished_months(days, closes, sessions, done)
    ends = np.searchsorted(days, (months.month + np.timedelta64(1, "M")).astype("datetime64[D]")) - 1
    found = np.flatnonzero(at_least(months.ret, THRESHOLD))
    strong = tuple(MonthMark(int(at[ends[i]]), str(months.month[i]), float(months.ret[i])) for i in found)
    return at[:done][record_flags(closes[:done])], strong
