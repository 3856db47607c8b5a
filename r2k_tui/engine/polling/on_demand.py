"""User requests to the source, within its rate limits."""

from __future__ import annotations

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.collector import ON_DEMAND, Collector
from r2k_tui.engine.polling.news import NewsService
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.sources.base import QuoteBatch
from r2k_tui.sources.limits import Breaker


class OnDemandRequests:
    """Lookups of symbols and headlines for a user. Every method raises SourceError."""

    def __init__(self, context: EngineContext, collector: Collector, news: NewsService, breaker: Breaker) -> None:
        self._context, self._collector, self._news, self._breaker = context, collector, news, breaker

    async def look_up(self, symbol: str) -> QuoteBatch:
        """Quote of one symbol, see Source.quotes."""
        return await self._breaker.guard(lambda: self._collector.look_up(symbol))

    async def headlines(self, symbol: str) -> SymbolNews:
        """Newest headlines of a symbol, also published; see NewsService.fetch."""
        news = await self._breaker.guard(lambda: self._news.fetch(symbol, ON_DEMAND))
        self._context.publisher.publish()
        return news
