"""Rules of market timing at the newest finished close, computed off the event loop and kept until bars change."""

from __future__ import annotations

import asyncio

import msgspec
import numpy as np

from r2k_tui.analytics.rules.study import study
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.rules.inputs import OTHER_TREASURY, KnownBars, RuleTerms, gathered, gauge_of
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.allocation.rules import GetRules
from r2k_tui.model.rules.study import RuleStudy
from r2k_tui.sources.base import NotFound, SourceError

_FRESH_S = 6 * 3600.0
# Costs and first days whose results are kept: a page has one, a command line another.
_KEPT = 8
# What identifies the bars that a result was computed from: the series in memory, and how many of its bars are finished.
_BarsKey = tuple[tuple[object, int], ...]


class RulesService:
    """Rules on the finished bars. The gauge is kept while its bars are the same; so are the last results."""

    def __init__(self, context: EngineContext, bars: BarService, hours: Hours) -> None:
        self._context, self._bars, self._hours = context, bars, hours
        self._computing = asyncio.Lock()
        self._key: _BarsKey = ()
        self._gauge: Floats = np.zeros(0)
        self._results: dict[RuleTerms, RuleStudy] = {}

    async def study(self, request: GetRules) -> RuleStudy:
        """All rules. Raises NotFound, in plain words, where no rule has prices."""
        settings, market = self._context.config.allocation, self._context.config.market
        cost = settings.cost_bp if request.cost_bp is None else request.cost_bp
        start = None if request.start is None else np.datetime64(request.start, "D")
        terms = RuleTerms(cost, settings.drift_band, start)
        bars = await self._gather(market)
        async with self._computing:
            key = self._identity(bars)
            if not _same(key, self._key):
                self._gauge = await asyncio.to_thread(gauge_of, market, bars)
                self._key, self._results = key, {}
            if terms not in self._results:
                while len(self._results) >= _KEPT:
                    self._results.pop(next(iter(self._results)))
                self._results[terms] = await asyncio.to_thread(self._compute, market, bars, terms)
            return self._results[terms]

    def _compute(self, market: MarketSettings, bars: KnownBars, terms: RuleTerms) -> RuleStudy:
        try:
            found = gathered(market, bars, self._gauge, terms)
        except LookupError as error:
            raise NotFound(str(error.args[0])) from None
        return msgspec.structs.replace(
            study(found.inputs),
            risk_free_from=found.risk_free.origin,
            problems=found.problems,
            source=self._context.market.facts.name,
        )

    async def _gather(self, market: MarketSettings) -> KnownBars:
        """Finished bars of every symbol of `[market]`; the other treasury fund only where the first has none."""
        funds = (market.small_fund, market.index, market.large_fund, market.large_index)
        gauge = (market.implied_volatility, market.implied_volatility_fallback, market.high_yield, market.treasury)
        symbols = tuple(dict.fromkeys((*funds, *gauge, market.bill)))
        series: dict[str, DailySeries] = {}
        missing: dict[str, str] = {}
        await asyncio.gather(*(self._one(symbol, series, missing) for symbol in symbols))
        if market.treasury not in series:
            await self._one(OTHER_TREASURY, series, missing)
        return KnownBars(series, missing, self._hours.days())

    async def _one(self, symbol: str, series: dict[str, DailySeries], missing: dict[str, str]) -> None:
        try:
            found = await self._bars.finished_daily(symbol, fetch=True, max_age_s=_FRESH_S)
        except SourceError as error:
            missing[symbol] = str(error)
            found = await self._bars.finished_daily(symbol)
        if found is not None:
            series[symbol] = found

    def _identity(self, bars: KnownBars) -> _BarsKey:
        kept = self._context.market.bars
        return tuple((kept.get((symbol, Interval.D1)), len(series)) for symbol, series in sorted(bars.series.items()))


def _same(one: _BarsKey, other: _BarsKey) -> bool:
    if len(one) != len(other):
        return False
    return all(a is b and count == known for (a, count), (b, known) in zip(one, other, strict=True))
