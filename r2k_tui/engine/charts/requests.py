"""Handler of chart requests."""

from __future__ import annotations

import asyncio
from functools import partial

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.bars.day_bar import with_day_so_far
from r2k_tui.engine.bars.ratios import bars_of
from r2k_tui.engine.bars.requests import bars_in_view, problems_of
from r2k_tui.engine.calendar.session import SessionTracker
from r2k_tui.engine.charts.comparison import compared
from r2k_tui.engine.charts.drawing import Ingredients, draw
from r2k_tui.engine.charts.indicators import ROW_BY_KEY
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import GetChart
from r2k_tui.model.messages.charts.comparison import MOST_COMPARED, GetComparison
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.sources.base import SourceError


async def get_chart(scope: RequestScope, request: GetChart) -> Reply:
    """Bars of a range with their indicators. Raises SourceError where the symbol has no bars.

    An unavailable second series disables only its indicator, and the reply says why.
    """
    chosen = [*request.overlays, *([request.pane] if request.pane else [])]
    if request.range not in RANGE_BY_NAME:
        return Failure("usage", f"no range {request.range}; there are {' '.join(RANGE_BY_NAME)}")
    if unknown := [key for key in chosen if key not in ROW_BY_KEY]:
        return Failure("usage", f"no indicator {unknown[0]}; there are {', '.join(ROW_BY_KEY)}")
    session, interval = await scope.service(SessionTracker), RANGE_BY_NAME[request.range].interval
    bars = await _series(scope, request.symbol, interval)
    market = scope.context.config.market
    problems = problems_of(scope, request.symbol, interval)
    hours, against = session.venues.of(request.symbol), request.against or _counterpart(request, market)
    ingredients = Ingredients(request, bars, hours, session.hours.days(), against)
    if request.symbol == market.index and "obv" in chosen:
        # The index volume is that of the whole market; its fund's volume serves as a proxy.
        ingredients.volumes, _ = await _second(scope, market.small_fund, interval)
    if any(ROW_BY_KEY[key].about.compares for key in chosen):
        ingredients.other, ingredients.trouble = await _second(scope, ingredients.against, interval)
    if interval is Interval.D1 and len(bars):
        ingredients.unfinished = not hours.finished(day_of_bar(bars.times()[-1]), session.market_time())
    return await asyncio.to_thread(draw, ingredients, problems)


async def _series(scope: RequestScope, symbol: str, interval: Interval) -> Bars:
    """Bars of a symbol or a ratio; daily bars include the running session, as in the readings. Raises SourceError."""
    return await bars_of(symbol, partial(_own_series, scope, interval=interval), scope.context.market.quotes)


async def _own_series(scope: RequestScope, symbol: str, interval: Interval) -> Bars:
    bars = await bars_in_view(scope, symbol, interval)
    market = scope.context.market
    if interval.intraday or not market.facts.live:
        return bars
    return with_day_so_far(bars, market.quotes.get(symbol), scope.context.clock(), partial(market.day_at, symbol))


async def _second(scope: RequestScope, symbol: str, interval: Interval) -> tuple[Bars | None, str]:
    try:
        return await _series(scope, symbol, interval), ""
    except SourceError as error:
        return None, f"{symbol}: {error}"


def _counterpart(request: GetChart, market: MarketSettings) -> str:
    """Default second symbol: large caps, or small caps for a large-cap symbol."""
    large = market.large_index if request.symbol.startswith("^") else market.large_fund
    if request.symbol != large:
        return large
    return market.index if request.symbol.startswith("^") else market.small_fund


async def get_comparison(scope: RequestScope, request: GetComparison) -> Reply:
    """Growth of several symbols from their first common bar; one without bars is left out, and the reply says why."""
    if fault := _fault_of(request):
        return Failure("usage", fault)
    interval = RANGE_BY_NAME[request.range].interval
    series = await asyncio.gather(*(_second(scope, symbol, interval) for symbol in request.symbols))
    missing = [
        Problem(symbol, "no_bars", trouble)
        for symbol, (bars, trouble) in zip(request.symbols, series, strict=True)
        if bars is None
    ]
    found = [bars for bars, _ in series if bars is not None]
    return await asyncio.to_thread(compared, request, found, missing, scope.context.market.quotes)


def _fault_of(request: GetComparison) -> str:
    """What is wrong with a request; "" where it can be answered."""
    if request.range not in RANGE_BY_NAME:
        return f"no range {request.range}; there are {' '.join(RANGE_BY_NAME)}"
    if not 0 < len(request.symbols) <= MOST_COMPARED:
        return f"a comparison takes one to {MOST_COMPARED} symbols"
    twice = [symbol for symbol in request.symbols if request.symbols.count(symbol) > 1]
    return f"{twice[0]} is in the comparison twice" if twice else ""


HANDLERS: Handlers = {GetChart: get_chart, GetComparison: get_comparison}
