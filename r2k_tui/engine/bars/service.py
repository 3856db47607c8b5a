"""The bars of one symbol for every other service: in memory, from the store, or fetched from the source."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from r2k_tui.engine.context import EngineContext
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.base import NotFound, SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from r2k_tui.analytics.series.series import DailySeries
    from r2k_tui.engine.calendar.session import SessionTracker
    from r2k_tui.engine.polling.collector import Collector
    from r2k_tui.sources.limits import Breaker

# A chart in view is fetched again when its bars are older than this.
_FRESH_S = 60.0


async def cached_bars(context: EngineContext, symbol: str, interval: Interval) -> Bars | None:
    """A series from memory or from the store, without a request to the source; None where neither has it."""
    bars = context.market.bars.get((symbol, interval))
    if bars is None:
        bars = await context.archive.bars(symbol, interval)
        if bars is not None and (symbol, interval) not in context.market.bars:
            context.market.bars[symbol, interval] = bars
    return bars


class BarService:
    """Reads bars, and fetches those that are missing within the limits of the source."""

    def __init__(self, context: EngineContext, collector: Collector, breaker: Breaker, session: SessionTracker) -> None:
        self._context, self._collector, self._breaker, self._session = context, collector, breaker, session

    async def cached(self, symbol: str, interval: Interval) -> Bars | None:
        """A series from memory or from the store; None where neither has it."""
        return await cached_bars(self._context, symbol, interval)

    async def latest(self, symbol: str, interval: Interval, *, max_age_s: float | None = None) -> Bars:
        """The series in memory; fetched where there is none, or none fetched within `max_age_s`. Raises SourceError."""
        bars = self._context.market.bars.get((symbol, interval))
        if bars is None or (max_age_s is not None and not self._fetched_within(symbol, interval, max_age_s)):
            return await self.fetch(symbol, interval)
        return bars

    async def finished_daily(
        self, symbol: str, *, fetch: bool = False, max_age_s: float | None = None
    ) -> DailySeries | None:
        """Daily bars of finished sessions that have a close; None without any.

        With `fetch`, missing bars are fetched, and so are those not fetched within `max_age_s`; raises SourceError.
        """
        if fetch and max_age_s is not None:
            return self._finished(await self.latest(symbol, Interval.D1, max_age_s=max_age_s))
        series = self._finished(await self.cached(symbol, Interval.D1))
        if series is None and fetch:
            series = self._finished(await self.fetch(symbol, Interval.D1))
        return series

    async def all_finished_daily(self, symbols: Sequence[str]) -> dict[str, DailySeries]:
        """Daily bars as `finished_daily` has them, of those symbols that have any; read at once."""
        found = zip(symbols, await asyncio.gather(*map(self.finished_daily, symbols)), strict=True)
        return {symbol: series for symbol, series in found if series is not None}

    async def fetch(self, symbol: str, interval: Interval) -> Bars:
        """Bring a series up to date and publish it. Raises SourceError."""
        facts = self._context.market.facts
        if interval not in facts.intervals:
            raise NotFound(f"{facts.name} has no {interval} bars")
        bars = await self._breaker.guard(lambda: self._collector.fetch(symbol, interval))
        self._context.publisher.publish()
        return bars

    async def refresh(self, symbol: str, interval: Interval) -> None:
        """Fetch a series in view that may have newer bars; a failure becomes a problem of the symbol."""
        if self._fetched_within(symbol, interval, _FRESH_S):
            return
        try:
            await self.fetch(symbol, interval)
        except SourceError as error:
            self._collector.report(symbol, interval, error)
            self._context.publisher.publish()

    def _fetched_within(self, symbol: str, interval: Interval, seconds: float) -> bool:
        fetched_at = self._collector.fetched_at(symbol, interval)
        if fetched_at is None:
            return False
        return self._context.clock() - fetched_at <= seconds

    def _finished(self, bars: Bars | None) -> DailySeries | None:
        # Loads numpy, which the bars of the first chart must not wait for.
        from r2k_tui.analytics.series.series import from_bars, with_close

        if bars is None or not len(bars):
            return None
        hours = self._session.venues.of(bars.symbol)
        if not hours.finished(day_of_bar(bars.times()[-1]), self._session.market_time()):
            bars = bars.slice(0, len(bars) - 1)
        series = with_close(from_bars(bars))
        return series if len(series) else None
