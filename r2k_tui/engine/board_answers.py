"""What the engine answers where the board of readings is needed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from r2k_tui.engine.answers import fetched
from r2k_tui.engine.board import KEYS, SymbolBoard, study_followthrough, study_states
from r2k_tui.model.bars import Interval
from r2k_tui.model.frame import SymbolReadings
from r2k_tui.model.request import (
    Failure,
    FollowThroughReply,
    GetFollowThrough,
    GetReadings,
    GetStates,
    ReadingsReply,
    Reply,
    StatesReply,
)
from r2k_tui.sources.base import NotFound

if TYPE_CHECKING:
    from r2k_tui.engine.engine import Engine
    from r2k_tui.engine.polling import Polling


async def board_answer(engine: Engine, polling: Polling, request: GetReadings | GetFollowThrough | GetStates) -> Reply:
    """The reply to a request about readings or studies. Raises SourceError."""
    match request:
        case GetReadings():
            return await _readings(engine, polling, request)
        case GetFollowThrough():
            return await _follow_through(engine, polling, request)
        case GetStates(symbol=symbol):
            board = await _board(engine, polling, symbol)
            return StatesReply(await asyncio.to_thread(study_states, board))


async def _readings(engine: Engine, polling: Polling, request: GetReadings) -> Reply:
    unknown = [key for key in request.keys if key not in KEYS]
    if unknown:
        return Failure("usage", f"no reading {unknown[0]}")
    await _board(engine, polling, request.symbol)
    picture = await polling.runner.compute(request.symbol, request.keys or None)
    if picture is None:
        raise NotFound(f"no daily bars of {request.symbol}")
    return ReadingsReply(SymbolReadings(picture.symbol, picture.readings), picture.scores)


async def _board(engine: Engine, polling: Polling, symbol: str) -> SymbolBoard:
    """The board of any symbol, its bars fetched first where they are not there. Raises SourceError."""
    if (symbol, Interval.D1) not in engine.market.bars:
        await fetched(engine, symbol, Interval.D1)
    board = await polling.runner.board(symbol)
    if board is None:
        raise NotFound(f"no daily bars of {symbol}")
    return board


async def _follow_through(engine: Engine, polling: Polling, request: GetFollowThrough) -> Reply:
    inputs = (await _board(engine, polling, request.symbol)).inputs
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
