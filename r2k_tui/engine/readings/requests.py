"""Handlers of requests for readings and studies. Those that need bars raise SourceError without them."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from datetime import time as time_of_day
from functools import partial

from r2k_tui.engine.bars.exchange_rates import fetched_rates
from r2k_tui.engine.bars.ratios import bars_of
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.readings.detail import CARD_KEYS, history_before, methodology_of, reading_or_score
from r2k_tui.engine.readings.histories import HISTORIES, history
from r2k_tui.engine.readings.members.card import member_card
from r2k_tui.engine.readings.members.registry import MEMBER_KEYS
from r2k_tui.engine.readings.members.service import MemberReadings
from r2k_tui.engine.readings.registry import KEYS
from r2k_tui.engine.readings.risk_study import position_size, study_risk
from r2k_tui.engine.readings.service import ReadingsService
from r2k_tui.engine.readings.studies import study_followthrough, study_states
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.calendar.days import NEW_YORK, bar_of_day, new_york_day
from r2k_tui.model.market.bars import Interval, pack_floats, pack_times
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import (
    CardReply,
    FollowThroughReply,
    GetCard,
    GetFollowThrough,
    GetHistory,
    GetIndexReadings,
    GetPositionSize,
    GetReadings,
    GetRiskStudy,
    GetStates,
    HistoryReply,
    IndexReadingsReply,
    PositionSizeReply,
    ReadingsReply,
    RiskStudyReply,
    StatesReply,
)
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.money.conversion import NoRate, convert, price_currency, rates_needed
from r2k_tui.model.money.currency import money_words
from r2k_tui.model.ratio import is_ratio
from r2k_tui.model.readings.reading import SymbolReadings
from r2k_tui.sources.base import NotFound

_BELL = time_of_day(16)


async def get_readings(scope: RequestScope, request: GetReadings) -> Reply:
    """Readings and scores of a symbol."""
    unknown = [key for key in request.keys if key not in KEYS and key not in MEMBER_KEYS]
    if unknown:
        return Failure("usage", f"no reading {unknown[0]}")
    await _analysis(scope, request.symbol)
    of_index = tuple(key for key in request.keys or MEMBER_KEYS if key in MEMBER_KEYS)
    if of_index and request.symbol == scope.context.config.market.index:
        await (await scope.service(MemberReadings)).prepare(of_index, settled=request.settled)
    computed = await (await scope.service(ReadingsService)).compute(request.symbol, request.keys or None)
    if computed is None:
        raise NotFound(f"no daily bars of {request.symbol}")
    return ReadingsReply(SymbolReadings(computed.symbol, computed.readings), computed.scores)


async def get_index_readings(scope: RequestScope, request: GetIndexReadings) -> Reply:
    """Readings of the index's members and styles, with the days of those that have a history."""
    members = await scope.service(MemberReadings)
    await members.prepare(settled=request.settled)
    readings = await members.readings()
    histories = (await members.histories()).values()
    return IndexReadingsReply(tuple(readings.values()), tuple(one for one in histories if one.chosen))


async def get_follow_through(scope: RequestScope, request: GetFollowThrough) -> Reply:
    """Study of months of a large gain."""
    inputs = (await _analysis(scope, request.symbol)).inputs
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


async def get_states(scope: RequestScope, request: GetStates) -> Reply:
    """Study of score zones and events."""
    return StatesReply(await asyncio.to_thread(study_states, await _analysis(scope, request.symbol)))


async def get_history(scope: RequestScope, request: GetHistory) -> Reply:
    """Full history to plot."""
    if request.name not in HISTORIES:
        return Failure("usage", f"no history {request.name}; there are {', '.join(HISTORIES)}")
    analysis = await _analysis(scope, request.symbol)
    times, values = await asyncio.to_thread(history, analysis, request.name)
    return HistoryReply(request.symbol, request.name, times, values)


async def get_risk_study(scope: RequestScope, request: GetRiskStudy) -> Reply:
    """Volatility cone, drawdowns and dated stress."""
    return RiskStudyReply(await asyncio.to_thread(study_risk, await _analysis(scope, request.symbol)))


async def get_position_size(scope: RequestScope, request: GetPositionSize) -> Reply:
    """Position size within the risk budget; for the index, that of its fund."""
    config = scope.context.config
    if is_ratio(request.symbol):
        return Failure("usage", f"{request.symbol} is a ratio: nobody can buy one")
    symbol = config.market.small_fund if request.symbol == config.market.index else request.symbol
    analysis = await _analysis(scope, symbol)
    quote = scope.context.market.quotes.get(symbol)
    price, time = (quote.price, quote.time) if quote is not None else (None, None)
    if price is None or time is None:
        price, as_of = float(analysis.facts.closes[-1]), analysis.facts.as_of
        time = datetime.combine(date.fromisoformat(as_of), _BELL, NEW_YORK).timestamp()
    else:
        as_of = datetime.fromtimestamp(time, NEW_YORK).strftime("%Y-%m-%d %H:%M")
    base = config.portfolio.base
    in_base, converted = await _in_base(scope, symbol, price, time, base)
    size = await asyncio.to_thread(position_size, analysis, config.risk, in_base, as_of, base, converted)
    return PositionSizeReply(size)


async def _in_base(scope: RequestScope, symbol: str, price: float, time: float, base: str) -> tuple[float | None, str]:
    """Price in the base currency, which the capital is in, and by what rate; None with the reason without a rate."""
    quotes = scope.context.market.quotes
    needed, money = rates_needed((symbol,), quotes, base), price_currency(symbol, quotes)
    rates = await fetched_rates(await scope.service(BarService), quotes, needed)
    found = convert(price, money, base, rates, time)
    if isinstance(found, NoRate):
        return None, f"priced in {money_words(money)}: {found.reason}"
    used = ", ".join(f"{rate.symbol} {rate.price:,.4f} of {new_york_day(rate.time)}" for rate in found.rates)
    return found.amount, f"{money_words(money)} at {used}" if used else ""


async def get_card(scope: RequestScope, request: GetCard) -> Reply:
    """Reading with its methodology and history."""
    if request.key in MEMBER_KEYS and request.symbol == scope.context.config.market.index:
        members = await scope.service(MemberReadings)
        await members.prepare((request.key,), settled=False)
        return await member_card(members, request.symbol, request.key)
    if request.key not in CARD_KEYS:
        return Failure("usage", f"no reading {request.key}")
    return await asyncio.to_thread(_card, await _analysis(scope, request.symbol), request.key)


async def _analysis(scope: RequestScope, symbol: str) -> SymbolAnalysis:
    """Analysis of any symbol; fetches its bars first where there are none. Raises SourceError."""
    bars = await scope.service(BarService)
    await bars_of(symbol, partial(bars.latest, interval=Interval.D1), scope.context.market.quotes)
    analysis = await (await scope.service(ReadingsService)).analysis(symbol)
    if analysis is None:
        raise NotFound(f"no daily bars of {symbol}")
    return analysis


def _card(analysis: SymbolAnalysis, key: str) -> CardReply:
    reading, before, note = reading_or_score(analysis, key), history_before(analysis, key), methodology_of(key)
    times, values = list(before.times), list(before.values)
    now = float(reading.value) if isinstance(reading.value, bool) else reading.number
    if now is not None:
        times.append(bar_of_day(date.fromisoformat(analysis.facts.as_of)))
        values.append(now)
    history_reply = HistoryReply(analysis.facts.own.symbol, key, pack_times(times), pack_floats(values))
    states = (before.zones, before.events)
    return CardReply(reading, note.formula, note.caveat, before.chosen, history_reply, *states)


HANDLERS: Handlers = {
    GetReadings: get_readings,
    GetIndexReadings: get_index_readings,
    GetFollowThrough: get_follow_through,
    GetStates: get_states,
    GetHistory: get_history,
    GetRiskStudy: get_risk_study,
    GetPositionSize: get_position_size,
    GetCard: get_card,
}
