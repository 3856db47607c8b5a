"""What the engine answers to each kind of request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from r2k_tui.engine.spans import cut
from r2k_tui.model.bars import Interval
from r2k_tui.model.ranges import RANGE_BY_NAME
from r2k_tui.model.request import (
    BarsReply,
    Done,
    Failure,
    Found,
    GetBars,
    GetFollowThrough,
    GetHistory,
    GetReadings,
    GetSnapshot,
    GetStates,
    Lookup,
    Refresh,
    Reply,
    Request,
    Watch,
)
from r2k_tui.sources.base import SourceError, Unavailable

if TYPE_CHECKING:
    from r2k_tui.engine.core import Core
    from r2k_tui.engine.polling import Polling

# Gives what polls, once it is loaded. Raises Unavailable where it cannot be.
Loading = Callable[[], Awaitable["Polling"]]
_NEWEST_S = 60.0


async def answer(core: Core, polling: Loading, request: Request, reader: str) -> Reply:
    """The reply to `request` of `reader`. Raises SourceError where the source cannot deliver."""
    match request:
        case GetSnapshot():
            return core.publisher.snapshot()
        case Watch(symbols=symbols):
            if core.interest.watch(reader, symbols):
                (await polling()).wake()
            return Done()
        case GetBars():
            return await _bars(core, polling, request)
        case GetReadings() | GetFollowThrough() | GetStates() | GetHistory():
            # Loads numpy and the board; the first picture of a start must not wait for that.
            from r2k_tui.engine.board_answers import board_answer

            return await board_answer(core, await polling(), request)
        case Lookup(symbol=symbol):
            return await _look_up(await polling(), symbol)
        case Refresh():
            (await polling()).wake()
            return Done()


async def _look_up(polling: Polling, symbol: str) -> Reply:
    batch = await polling.look_up(symbol)
    if batch.quotes:
        return Found(batch.quotes[0])
    if batch.problems:
        return Failure(batch.problems[0].kind, batch.problems[0].message)
    return Failure("not_found", f"{symbol}: the source does not know it")


async def _bars(core: Core, polling: Loading, request: GetBars) -> Reply:
    chart_range = RANGE_BY_NAME.get(request.range)
    if chart_range is None:
        return Failure("usage", f"no range {request.range}; there are {' '.join(RANGE_BY_NAME)}")
    symbol, interval = request.symbol, request.interval or chart_range.interval
    core.interest.chart(symbol, interval)
    known = await core.known_bars(symbol, interval)
    if known is None:
        known = await (await polling()).fetch(symbol, interval)
    elif interval.intraday:
        # What is known is shown at once; what is newer follows as a change.
        core.in_background(_freshened(core, polling, symbol, interval))
    problems = core.market.problems.get((f"bars {interval}", symbol), ())
    return BarsReply(request.range, cut(known, chart_range), problems)


async def _freshened(core: Core, loading: Loading, symbol: str, interval: Interval) -> None:
    """Fetch an intraday series that may have newer bars; daily ones are kept fresh by their topic."""
    try:
        polling = await loading()
    except Unavailable:
        return  # the feed's state says so already
    last = polling.collector.fetched_at(symbol, interval)
    if last is not None and core.clock() - last < _NEWEST_S:
        return
    try:
        await polling.fetch(symbol, interval)
    except SourceError as error:
        polling.collector.note(symbol, interval, error)
        core.publisher.publish()
