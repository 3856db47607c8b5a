"""Requests to the source on behalf of a person, within the pauses that the source asks for."""

from __future__ import annotations

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.limits import Breaker
from r2k_tui.engine.polling.collector import ON_DEMAND, Collector
from r2k_tui.engine.polling.news import NewsService
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.sources.base import QuoteBatch


class OnDemandRequests:
    """Looks up symbols and headlines. Every method raises SourceError."""

    def __init__(self, context: EngineContext, collector: Collector, news: NewsService, breaker: Breaker) -> None:
        self._context, self._collector, self._news, self._breaker = context, collector, news, breaker

    async def look_up(self, symbol: str) -> QuoteBatch:
        """The quote of one symbol, see Source.quotes."""
        return await self._breaker.guard(lambda: self._collector.look_up(symbol))

    async def headlines(self, symbol: str) -> SymbolNews:
        """The newest headlines of a symbol, published as well; see NewsService.fetch."""
        news = await self._breaker.guard(lambda: self._news.fetch(symbol, ON_DEMAND))
        self._context.publisher.publish()
        return news
