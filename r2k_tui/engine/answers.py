"""What the engine answers to each kind of request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2k_tui.engine.spans import cut
from r2k_tui.model.bars import Bars, Interval
from r2k_tui.model.ranges import RANGE_BY_NAME
from r2k_tui.model.request import (
    BarsReply,
    Done,
    Failure,
    Found,
    GetBars,
    GetFollowThrough,
    GetReadings,
    GetSnapshot,
    GetStates,
    Lookup,
    Refresh,
    Reply,
    Request,
    Watch,
)
from r2k_tui.sources.base import NotFound, SourceError, Unavailable

if TYPE_CHECKING:
    from r2k_tui.engine.engine import Engine
    from r2k_tui.engine.polling import Polling

_NEWEST_S = 60.0


async def answer(engine: Engine, request: Request, reader: str) -> Reply:
    """The reply to `request` of `reader`. Raises SourceError where the source cannot deliver."""
    match request:
        case GetSnapshot():
            return engine.publisher.snapshot()
        case Watch(symbols=symbols):
            return await _watch(engine, reader, symbols)
        case GetBars():
            return await _bars(engine, request)
        case GetReadings() | GetFollowThrough() | GetStates():
            # Loads numpy and the board; the first picture of a start must not wait for that.
            from r2k_tui.engine.board_answers import board_answer

            return await board_answer(engine, await polling_of(engine), request)
        case Lookup(symbol=symbol):
            return await _look_up(await polling_of(engine), symbol)
        case Refresh():
            (await polling_of(engine)).wake()
            return Done()


async def polling_of(engine: Engine) -> Polling:
    """What polls, once it is loaded. Raises Unavailable where it cannot be."""
    polling = await engine.polling()
    if polling is None:
        status = engine.market.feeds.get("quotes")
        raise Unavailable(status.message if status else "the engine has no source")
    return polling


async def _watch(engine: Engine, reader: str, symbols: tuple[str, ...]) -> Reply:
    if engine.interest.watch(reader, symbols):
        (await polling_of(engine)).wake()
    return Done()


async def _look_up(polling: Polling, symbol: str) -> Reply:
    batch = await polling.look_up(symbol)
    if batch.quotes:
        return Found(batch.quotes[0])
    if batch.problems:
        return Failure(batch.problems[0].kind, batch.problems[0].message)
    return Failure("not_found", f"{symbol}: the source does not know it")


async def _bars(engine: Engine, request: GetBars) -> Reply:
    chart_range = RANGE_BY_NAME.get(request.range)
    if chart_range is None:
        return Failure("usage", f"no range {request.range}; there are {' '.join(RANGE_BY_NAME)}")
    symbol, interval = request.symbol, request.interval or chart_range.interval
    engine.interest.chart(symbol, interval)
    known = await engine.known_bars(symbol, interval)
    if known is None:
        known = await fetched(engine, symbol, interval)
    elif interval.intraday:
        # What is known is shown at once; what is newer follows as a change.
        engine.in_background(_freshened(engine, symbol, interval))
    problems = engine.market.problems.get((f"bars {interval}", symbol), ())
    return BarsReply(request.range, cut(known, chart_range), problems)


async def _freshened(engine: Engine, symbol: str, interval: Interval) -> None:
    """Fetch an intraday series that may have newer bars; daily ones are kept fresh by their topic."""
    polling = await polling_of(engine)
    last = polling.collector.fetched_at(symbol, interval)
    if last is not None and engine.clock() - last < _NEWEST_S:
        return
    try:
        await fetched(engine, symbol, interval)
    except SourceError as error:
        polling.collector.note(symbol, interval, error)
        engine.publisher.publish()


async def fetched(engine: Engine, symbol: str, interval: Interval) -> Bars:
    """A series brought up to date by the source. Raises SourceError."""
    polling = await polling_of(engine)
    if interval not in engine.market.facts.intervals:
        raise NotFound(f"{engine.market.facts.name} has no {interval} bars")
    bars = await polling.fetch(symbol, interval)
    engine.publisher.publish()
    return bars
