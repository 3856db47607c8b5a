"""The close that a named range counts from, of one symbol or many: what a gain over the range is measured against."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from math import isfinite

from r2k_tui.engine.bars.service import cached_bars
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.calendar.days import bar_of_day, day_of_bar
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.ranges import RANGE_BY_NAME, ChartRange
from r2k_tui.model.messages.bars import GetRangeStarts, RangeStart, RangeStartsReply
from r2k_tui.model.messages.outcome import Failure


async def range_starts(context: EngineContext, request: GetRangeStarts) -> RangeStartsReply | Failure:
    """The start of a range for each symbol whose daily bars are cached."""
    chart_range = RANGE_BY_NAME.get(request.range)
    if chart_range is None:
        return Failure("usage", f"no range {request.range}; there are {' '.join(RANGE_BY_NAME)}")
    starts = []
    for symbol in request.symbols:
        bars = await cached_bars(context, symbol, Interval.D1)
        if bars is None or not len(bars):
            continue
        quote = context.market.quotes.get(symbol)
        today = (
            context.market.day_at(symbol, quote.time)
            if quote and quote.time is not None
            else day_of_bar(bars.times()[-1])
        )
        found = start_of(bars, chart_range, today)
        if found is not None:
            day = day_of_bar(bars.times()[found]).isoformat()
            starts.append(RangeStart(symbol, day, bars.column("close")[found]))
    return RangeStartsReply(request.range, tuple(starts))


def start_of(bars: Bars, chart_range: ChartRange, today: date) -> int | None:
    """Index of the daily bar whose close is the start of a range that ends `today`; None before the first bar.

    A range in sessions counts from the close before the first of them, one in days from the last close before its
    first day, the year to date from the last close of the year before, all there is from its first close.
    """
    times, closes = bars.times(), bars.column("close")
    if chart_range.sessions:
        place = bisect_left(times, bar_of_day(today)) - chart_range.sessions
    elif chart_range.year_to_date:
        place = bisect_left(times, bar_of_day(today.replace(month=1, day=1))) - 1
    elif chart_range.days:
        place = bisect_left(times, bar_of_day(today - timedelta(days=chart_range.days))) - 1
    else:
        return next((i for i in range(len(bars)) if isfinite(closes[i])), None)
    return next((i for i in range(place, -1, -1) if isfinite(closes[i])), None)
