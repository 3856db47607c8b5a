"""What the engine answers where the board of readings is needed."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import TYPE_CHECKING

from r2k_tui.engine.readings.detail import CARD_KEYS, card_reading, note_of, past
from r2k_tui.engine.readings.histories import HISTORIES, history
from r2k_tui.engine.readings.registry import KEYS
from r2k_tui.engine.readings.risk_study import position_size, study_risk
from r2k_tui.engine.readings.studies import study_followthrough, study_states
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.calendar.days import NEW_YORK, bar_of_day
from r2k_tui.model.market.bars import Interval, pack_floats, pack_times
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import (
    CardReply,
    FollowThroughReply,
    GetCard,
    GetFollowThrough,
    GetHistory,
    GetPositionSize,
    GetReadings,
    GetRiskStudy,
    GetStates,
    HistoryReply,
    PositionSizeReply,
    ReadingsReply,
    RiskStudyReply,
    StatesReply,
)
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.readings.reading import SymbolReadings
from r2k_tui.sources.base import NotFound

if TYPE_CHECKING:
    from r2k_tui.engine.context import EngineContext
    from r2k_tui.engine.services import Services


BoardRequest = GetReadings | GetFollowThrough | GetStates | GetHistory | GetRiskStudy | GetPositionSize | GetCard


async def board_answer(core: EngineContext, polling: Services, request: BoardRequest) -> Reply:
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
        case GetRiskStudy(symbol=symbol):
            return RiskStudyReply(await asyncio.to_thread(study_risk, await _board(core, polling, symbol)))
        case GetPositionSize(symbol=symbol):
            return await _position_size(core, polling, symbol)
        case GetCard(symbol=symbol, key=key):
            if key not in CARD_KEYS:
                return Failure("usage", f"no reading {key}")
            return await asyncio.to_thread(_card, await _board(core, polling, symbol), key)


async def _readings(core: EngineContext, polling: Services, request: GetReadings) -> Reply:
    unknown = [key for key in request.keys if key not in KEYS]
    if unknown:
        return Failure("usage", f"no reading {unknown[0]}")
    await _board(core, polling, request.symbol)
    picture = await polling.runner.compute(request.symbol, request.keys or None)
    if picture is None:
        raise NotFound(f"no daily bars of {request.symbol}")
    return ReadingsReply(SymbolReadings(picture.symbol, picture.readings), picture.scores)


async def _board(core: EngineContext, polling: Services, symbol: str) -> SymbolAnalysis:
    """The board of any symbol, its bars fetched first where they are not there. Raises SourceError."""
    if (symbol, Interval.D1) not in core.market.bars:
        await polling.fetch(symbol, Interval.D1)
    board = await polling.runner.board(symbol)
    if board is None:
        raise NotFound(f"no daily bars of {symbol}")
    return board


async def _position_size(core: EngineContext, polling: Services, symbol: str) -> Reply:
    settings = core.setup.config
    bought = settings.market.small_fund if symbol == settings.market.index else symbol
    board = await _board(core, polling, bought)
    quote = core.market.quotes.get(bought)
    price, time = (quote.price, quote.time) if quote is not None else (None, None)
    if price is None or time is None:
        price, as_of = float(board.facts.closes[-1]), board.facts.as_of
    else:
        as_of = datetime.fromtimestamp(time, NEW_YORK).strftime("%Y-%m-%d %H:%M")
    return PositionSizeReply(await asyncio.to_thread(position_size, board, settings.risk, price, as_of))


def _card(board: SymbolAnalysis, key: str) -> CardReply:
    reading, before, note = card_reading(board, key), past(board, key), note_of(key)
    times, values = list(before.times), list(before.values)
    now = float(reading.value) if isinstance(reading.value, bool) else reading.number
    if now is not None:
        times.append(bar_of_day(date.fromisoformat(board.facts.as_of)))
        values.append(now)
    history_reply = HistoryReply(board.facts.own.symbol, key, pack_times(times), pack_floats(values))
    states = (before.zones, before.events)
    return CardReply(reading, note.formula, note.caveat, before.chosen, history_reply, *states)


async def _follow_through(core: EngineContext, polling: Services, request: GetFollowThrough) -> Reply:
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
