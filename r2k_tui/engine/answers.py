"""What the engine answers to each kind of request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from r2k_tui.engine.board import KEYS, SymbolBoard, study_followthrough, study_states
from r2k_tui.engine.spans import cut
from r2k_tui.model.bars import Bars, Interval
from r2k_tui.model.feed import Problem
from r2k_tui.model.frame import SymbolReadings
from r2k_tui.model.ranges import RANGE_BY_NAME
from r2k_tui.model.request import (
    BarsReply,
    Done,
    Failure,
    FollowThroughReply,
    Found,
    GetBars,
    GetFollowThrough,
    GetReadings,
    GetSnapshot,
    GetStates,
    Lookup,
    ReadingsReply,
    Refresh,
    Reply,
    Request,
    StatesReply,
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
        case GetBars(symbol=symbol, range=name):
            return await _bars(engine, symbol, name)
        case GetReadings():
            return await _readings(engine, request)
        case GetFollowThrough():
            return await _follow_through(engine, request)
        case GetStates(symbol=symbol):
            board = await _board(engine, symbol)
            return StatesReply(await asyncio.to_thread(study_states, board))
        case Lookup(symbol=symbol):
            return await _look_up(await _polling(engine), symbol)
        case Refresh():
            (await _polling(engine)).wake()
            return Done()


async def _polling(engine: Engine) -> Polling:
    polling = await engine.polling()
    if polling is None:
        status = engine.market.feeds.get("quotes")
        raise Unavailable(status.message if status else "the engine has no source")
    return polling


async def _watch(engine: Engine, reader: str, symbols: tuple[str, ...]) -> Reply:
    if engine.interest.watch(reader, symbols):
        (await _polling(engine)).wake()
    return Done()


async def _look_up(polling: Polling, symbol: str) -> Reply:
    batch = await polling.look_up(symbol)
    if batch.quotes:
        return Found(batch.quotes[0])
    if batch.problems:
        return Failure(batch.problems[0].kind, batch.problems[0].message)
    return Failure("not_found", f"{symbol}: the source does not know it")


async def _bars(engine: Engine, symbol: str, name: str) -> Reply:
    chart_range = RANGE_BY_NAME.get(name)
    if chart_range is None:
        return Failure("usage", f"no range {name}; there are {' '.join(RANGE_BY_NAME)}")
    engine.interest.chart(symbol, chart_range.interval)
    known = engine.market.bars.get((symbol, chart_range.interval))
    problems: tuple[Problem, ...] = ()
    if known is None or _aged(engine, await _polling(engine), symbol, chart_range.interval):
        try:
            known = await _fetched(engine, symbol, chart_range.interval)
        except SourceError as error:
            known = known or await engine.archive.bars(symbol, chart_range.interval)
            if known is None:
                raise
            problems = (Problem(symbol, error.kind, str(error)),)
    return BarsReply(name, cut(known, chart_range), problems)


async def _fetched(engine: Engine, symbol: str, interval: Interval) -> Bars:
    polling = await _polling(engine)
    if interval not in engine.market.facts.intervals:
        raise NotFound(f"{engine.market.facts.name} has no {interval} bars")
    bars = await polling.fetch(symbol, interval)
    engine.publisher.publish()
    return bars


def _aged(engine: Engine, polling: Polling, symbol: str, interval: Interval) -> bool:
    """Whether an intraday series may have newer bars than ours; daily ones are kept fresh by their topic."""
    fetched = polling.collector.fetched_at(symbol, interval)
    return interval.intraday and (fetched is None or engine.clock() - fetched > _NEWEST_S)


async def _readings(engine: Engine, request: GetReadings) -> Reply:
    unknown = [key for key in request.keys if key not in KEYS]
    if unknown:
        return Failure("usage", f"no reading {unknown[0]}")
    await _board(engine, request.symbol)
    picture = await (await _polling(engine)).runner.compute(request.symbol, request.keys or None)
    if picture is None:
        raise NotFound(f"no daily bars of {request.symbol}")
    return ReadingsReply(SymbolReadings(picture.symbol, picture.readings), picture.scores)


async def _board(engine: Engine, symbol: str) -> SymbolBoard:
    """The board of any symbol, its bars fetched first where they are not there. Raises SourceError."""
    polling = await _polling(engine)
    if (symbol, Interval.D1) not in engine.market.bars:
        await _fetched(engine, symbol, Interval.D1)
    board = await polling.runner.board(symbol)
    if board is None:
        raise NotFound(f"no daily bars of {symbol}")
    return board


async def _follow_through(engine: Engine, request: GetFollowThrough) -> Reply:
    inputs = (await _board(engine, request.symbol)).inputs
    study = await asyncio.to_thread(
        study_followthrough,
        inputs.own,
        inputs.sessions,
        request.threshold,
        request.first_month,
        request.last_month,
        inputs.provisional,
    )
    return FollowThroughReply(study)
