"""What the engine answers to each kind of request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2k_tui.engine.bars.service import Loading, series
from r2k_tui.engine.polling.news import FRESH_S
from r2k_tui.engine.state.bar_ranges import cut
from r2k_tui.model.log import Level
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.alerts import GetAlerts, MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.allocation import (
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetSimulation,
    StopLaboratory,
)
from r2k_tui.model.messages.bars import BarsReply, GetBars, GetChart, GetRangeStarts
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy
from r2k_tui.model.messages.news import GetNews, NewsReply
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.readings import (
    GetCard,
    GetFollowThrough,
    GetHistory,
    GetPositionSize,
    GetReadings,
    GetRiskStudy,
    GetStates,
)
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, LookupReply, Refresh, Watch
from r2k_tui.model.messages.thesis import GetThesis
from r2k_tui.model.messages.universe import GetUniverse, LeaveUniverse, UniverseReply
from r2k_tui.sources.base import SourceError

if TYPE_CHECKING:
    from r2k_tui.engine.context import EngineContext
    from r2k_tui.engine.macro.requests import EconomyRequest
    from r2k_tui.engine.services import Services

AlertErrand = GetAlerts | MuteAlert | TryAlert | UseRules
Errand = Watch | LeaveUniverse | Lookup | ControlReplay | Refresh | StopLaboratory | AlertErrand


async def answer(core: EngineContext, polling: Loading, request: Request, reader: str) -> Reply:
    """The reply to `request` of `reader`. Raises SourceError where the source cannot deliver."""
    match request:
        case GetSnapshot():
            return core.publisher.snapshot()
        case GetNews(symbol=symbol):
            return NewsReply(await _news(core, polling, symbol))
        case GetBars():
            return await _bars(core, polling, request)
        case GetChart():
            from r2k_tui.engine.charts.requests import chart_answer

            return await chart_answer(core, polling, request)
        case (
            GetReadings()
            | GetFollowThrough()
            | GetStates()
            | GetHistory()
            | GetRiskStudy()
            | GetPositionSize()
            | GetCard()
        ):
            # Loads numpy and the board; the first picture of a start must not wait for that.
            from r2k_tui.engine.readings.requests import board_answer

            return await board_answer(core, await polling(), request)
        case GetRangeStarts():
            from r2k_tui.engine.bars.range_starts import range_starts

            return await range_starts(core, request)
        case GetUniverse() | GetMacro() | GetPolicyStudy() | GetThesis():
            return await _collected(core, await polling(), request, reader)
        case GetAllocation() | GetBacktest() | GetSimulation() | GetPairCorrelation():
            from r2k_tui.engine.allocation.requests import laboratory_answer

            return await laboratory_answer(core, await polling(), request)
        case _:
            return await _errand(core, polling, request, reader)


async def _errand(core: EngineContext, polling: Loading, request: Errand, reader: str) -> Reply:
    """The requests that what polls has to do something for."""
    match request:
        case Watch(symbols=symbols):
            if core.interest.watch(reader, symbols):
                (await polling()).wake("quotes", "daily", "intraday")
        case LeaveUniverse():
            core.interest.look_away_from_universe(reader)
        case StopLaboratory():
            core.laboratory.stop()
        case Lookup(symbol=symbol):
            return await _look_up(await polling(), symbol)
        case ControlReplay():
            player = (await polling()).player
            return player.control(request) if player else Failure("usage", "no day is replayed: r2k --source replay")
        case GetAlerts() | MuteAlert() | TryAlert() | UseRules():
            from r2k_tui.engine.alerts.requests import alert_answer

            return await alert_answer(core.alerts, request)
        case Refresh():
            (await polling()).refresh()
    return Done()


async def _collected(
    core: EngineContext, polling: Services, request: GetUniverse | EconomyRequest, reader: str
) -> Reply:
    """What has topics of its own, begun when it is first asked for: the members, and the economy."""
    if isinstance(request, GetUniverse):
        return await _universe(core, polling, reader, request.settled)
    from r2k_tui.engine.macro.requests import economy_answer

    return await economy_answer(polling, request)


async def _universe(core: EngineContext, polling: Services, reader: str, settled: bool) -> Reply:
    """The members of the index; `reader` hears of their changes from now on."""
    core.interest.look_at_universe(reader)
    service = polling.universe
    await (service.settle() if settled else service.ready())
    universe = service.state.universe()
    if universe is not None:
        return UniverseReply(universe)
    problem = next(iter(service.state.problems.values()), None)
    return Failure(problem.kind, problem.message) if problem else Failure("not_found", "no list of members yet")


async def _look_up(polling: Services, symbol: str) -> Reply:
    batch = await polling.look_up(symbol)
    if batch.quotes:
        return LookupReply(batch.quotes[0])
    if batch.problems:
        return Failure(batch.problems[0].kind, batch.problems[0].message)
    return Failure("not_found", f"{symbol}: the source does not know it")


async def _news(core: EngineContext, loading: Loading, symbol: str) -> SymbolNews:
    core.interest.read(symbol)
    known = core.market.news.get(symbol)
    if known is None:
        return await (await loading()).headlines(symbol)
    if core.clock() - known.fetched_at > FRESH_S:
        # What is known is shown at once; what is newer follows in a frame.
        core.in_background(_newer_headlines(core, loading, symbol))
    return known


async def _newer_headlines(core: EngineContext, loading: Loading, symbol: str) -> None:
    try:
        await (await loading()).headlines(symbol)
    except SourceError as error:
        words = f"{symbol}: no newer headlines: {error}"
        core.note_of_asking(Level.WARNING, "news", "no newer headlines", words)


async def _bars(core: EngineContext, polling: Loading, request: GetBars) -> Reply:
    chart_range = RANGE_BY_NAME.get(request.range)
    if chart_range is None:
        return Failure("usage", f"no range {request.range}; there are {' '.join(RANGE_BY_NAME)}")
    symbol, interval = request.symbol, request.interval or chart_range.interval
    known = await series(core, polling, symbol, interval)
    problems = core.market.problems.get((f"bars {interval}", symbol), ())
    return BarsReply(request.range, cut(known, chart_range), problems)
