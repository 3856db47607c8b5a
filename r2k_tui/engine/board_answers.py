"""What the engine answers where the board of readings is needed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from r2k_tui.engine.board import KEYS, SymbolBoard, study_followthrough, study_states
from r2k_tui.engine.board.histories import HISTORIES, history
from r2k_tui.model.bars import Interval
from r2k_tui.model.frame import SymbolReadings
from r2k_tui.model.request import (
    Failure,
    FollowThroughReply,
    GetFollowThrough,
    GetHistory,
    GetReadings,
    GetStates,
    HistoryReply,
    ReadingsReply,
    Reply,
    StatesReply,
)
from r2k_tui.sources.base import NotFound

if TYPE_CHECKING:
    from r2k_tui.engine.core import Core
    from r2k_tui.engine.polling import Polling


BoardRequest = GetReadings | GetFollowThrough | GetStates | GetHistory


async def board_answer(core: Core, polling: Polling, request: BoardRequest) -> Reply:
    """The reply to a request about readings or studies. Raises SourceError."""
    match request:
        case GetReadings():
            return await _readings(core, polling, request)
        case GetFollowThrough():
            return await _follow_through(core, polling, request)
        case GetStates(symbol=symbol):
            board = await _board(core, polling, symbol)
            return StatesReply(await asyncio.to_thread(study_states, board))
        case GetHistory(symbol=symbol, name=name):
            if name not in HISTORIES:
                return Failure("usage", f"no history {name}; there are {', '.join(HISTORIES)}")
            times, values = await asyncio.to_thread(history, await _board(core, polling, symbol), name)
            return HistoryReply(symbol, name, times, values)


async def _readings(core: Core, polling: Polling, request: GetReadings) -> Reply:
    unknown = [key for key in request.keys if key not in KEYS]
    if unknown:
        return Failure("usage", f"no reading {unknown[0]}")
    await _board(core, polling, request.symbol)
    picture = await polling.runner.compute(request.symbol, request.keys or None)
    if picture is None:
        raise NotFound(f"no daily bars of {request.symbol}")
    return ReadingsReply(SymbolReadings(picture.symbol, picture.readings), picture.scores)


async def _board(core: Core, polling: Polling, symbol: str) -> SymbolBoard:
    """The board of any symbol, its bars fetched first where they are not there. Raises SourceError."""
    if (symbol, Interval.D1) not in core.market.bars:
        await polling.fetch(symbol, Interval.D1)
    board = await polling.runner.board(symbol)
    if board is None:
        raise NotFound(f"no daily bars of {symbol}")
    return board


async def _follow_through(core: Core, polling: Polling, request: GetFollowThrough) -> Reply:
    inputs = (await _board(core, polling, request.symbol)).inputs
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
