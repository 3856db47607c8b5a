"""The answer to a request for a chart."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.bars.day_bar import with_day_so_far
from r2k_tui.engine.bars.service import Loading, series
from r2k_tui.engine.charts.drawing import Ingredients, draw
from r2k_tui.engine.charts.indicators import ROW_BY_KEY
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import GetChart
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.sources.base import SourceError

if TYPE_CHECKING:
    from r2k_tui.engine.context import EngineContext


async def chart_answer(core: EngineContext, loading: Loading, request: GetChart) -> Reply:
    """Bars of a range with their indicators. Raises SourceError where the symbol has no bars.

    A second series that cannot be had costs its indicator alone, with the reason.
    """
    chosen = [*request.overlays, *([request.pane] if request.pane else [])]
    if request.range not in RANGE_BY_NAME:
        return Failure("usage", f"no range {request.range}; there are {' '.join(RANGE_BY_NAME)}")
    if unknown := [key for key in chosen if key not in ROW_BY_KEY]:
        return Failure("usage", f"no indicator {unknown[0]}; there are {', '.join(ROW_BY_KEY)}")
    polling, interval = await loading(), RANGE_BY_NAME[request.range].interval
    bars = await _series(core, loading, request.symbol, interval)
    market, problems = core.setup.config.market, core.market.problems.get((f"bars {interval}", request.symbol), ())
    ingredients = Ingredients(request, bars, polling.hours, against=request.against or _counterpart(request, market))
    if request.symbol == market.index and "obv" in chosen:
        # The volume of the index is the whole market's: that of its fund stands for it.
        ingredients.volumes, _ = await _beside(core, loading, market.small_fund, interval)
    if any(ROW_BY_KEY[key].about.compares for key in chosen):
        ingredients.other, ingredients.trouble = await _beside(core, loading, ingredients.against, interval)
    if interval is Interval.D1 and len(bars):
        ingredients.unfinished = not polling.hours.finished(day_of_bar(bars.times()[-1]), polling.market_time())
    return await asyncio.to_thread(draw, ingredients, tuple(problems))


async def _series(core: EngineContext, loading: Loading, symbol: str, interval: Interval) -> Bars:
    """A series; a daily one with the running session, as the readings have it. Raises SourceError."""
    bars = await series(core, loading, symbol, interval)
    if interval.intraday or not core.market.facts.live:
        return bars
    return with_day_so_far(bars, core.market.quotes.get(symbol), core.clock())


async def _beside(core: EngineContext, loading: Loading, symbol: str, interval: Interval) -> tuple[Bars | None, str]:
    try:
        return await _series(core, loading, symbol, interval), ""
    except SourceError as error:
        return None, f"{symbol}: {error}"


def _counterpart(request: GetChart, market: MarketSettings) -> str:
    """What a symbol is compared with where nothing is said: large caps; and they with small caps."""
    large = market.large_index if request.symbol.startswith("^") else market.large_fund
    if request.symbol != large:
        return large
    return market.index if request.symbol.startswith("^") else market.small_fund
