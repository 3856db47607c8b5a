"""Handlers of requests for bars."""

from __future__ import annotations

from functools import partial

from r2k_tui.engine.bars.range_starts import range_starts
from r2k_tui.engine.bars.ratios import bars_of
from r2k_tui.engine.bars.service import BarService, cached_bars
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.engine.state.bar_ranges import cut
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import BarsReply, GetBars, GetRangeStarts
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.ratio import legs_of
from r2k_tui.sources.base import Unavailable


async def get_bars(scope: RequestScope, request: GetBars) -> Reply:
    """The bars of a range. Raises SourceError where the symbol has none."""
    chart_range = RANGE_BY_NAME.get(request.range)
    if chart_range is None:
        return Failure("usage", f"no range {request.range}; there are {' '.join(RANGE_BY_NAME)}")
    interval, market = request.interval or chart_range.interval, scope.context.market
    bars = await bars_of(request.symbol, partial(bars_in_view, scope, interval=interval), market.quotes)
    return BarsReply(request.range, cut(bars, chart_range), problems_of(scope, request.symbol, interval))


async def get_range_starts(scope: RequestScope, request: GetRangeStarts) -> Reply:
    """The close that a range starts from, for each symbol whose daily bars are cached."""
    return await range_starts(scope.context, request)


def problems_of(scope: RequestScope, symbol: str, interval: Interval) -> tuple[Problem, ...]:
    """What is missing in the bars of a symbol, or of the symbols of a ratio."""
    known = scope.context.market.problems
    return tuple(problem for leg in legs_of(symbol) for problem in known.get((f"bars {interval}", leg), ()))


async def bars_in_view(scope: RequestScope, symbol: str, interval: Interval) -> Bars:
    """The bars of a symbol, kept up to date from now on: cached ones at once, newer ones as a later change.

    Raises SourceError where none are cached and none can be fetched.
    """
    scope.context.interest.chart(symbol, interval)
    bars = await cached_bars(scope.context, symbol, interval)
    if bars is None:
        return await (await scope.service(BarService)).fetch(symbol, interval)
    if interval.intraday:  # the topic `daily` keeps daily bars fresh
        scope.context.tasks.start(_refresh(scope, symbol, interval))
    return bars


async def _refresh(scope: RequestScope, symbol: str, interval: Interval) -> None:
    try:
        service = await scope.service(BarService)
    except Unavailable:
        return  # the state of the feed says so already
    await service.refresh(symbol, interval)


HANDLERS: Handlers = {GetBars: get_bars, GetRangeStarts: get_range_starts}
