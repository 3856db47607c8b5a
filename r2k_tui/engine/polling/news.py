"""Headlines of the index, its fund, and the symbols in view."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.state.archive import Archive
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.sources.base import NewsSource, NotFound, RateLimited, Source, SourceError

# Maximum age of cached headlines on a user request; polls have a pace of their own.
FRESH_S = 120.0


class NewsService:
    """Headlines, fetched symbol by symbol; the last good ones remain, with their age.

    `take_turn` waits until the rate limit allows one more request, and counts it under a topic.
    """

    def __init__(
        self,
        source: Source,
        market: MarketState,
        interest: Interest,
        archive: Archive,
        take_turn: Callable[[str], Awaitable[None]],
        clock: Clock,
    ) -> None:
        self._name = source.name
        self._source = source if source.capabilities.news and isinstance(source, NewsSource) else None
        self._market, self._interest, self._archive = market, interest, archive
        self._take_turn, self._clock = take_turn, clock
        self._fetching: dict[str, asyncio.Lock] = {}
        self._failing = False

    @property
    def has_any(self) -> bool:
        """Whether the source offers headlines."""
        return self._source is not None

    async def poll(self) -> str:
        """Poll the headlines, one request per symbol. Raises SourceError when all fail, when the service fails, or
        when it requests a pause."""
        symbols = self._interest.newsworthy()
        failed: list[SourceError] = []
        for symbol in symbols:
            try:
                await self.fetch(symbol, "news")
            except RateLimited:
                raise
            except SourceError as error:
                failed.append(error)
                if len(failed) == 1 and self._failing and not isinstance(error, NotFound):
                    raise  # no further requests while the service fails
        self._failing = bool(failed) and len(failed) == len(symbols)
        if self._failing:
            raise failed[-1]
        outcome = f"no headlines of {len(failed)} of {len(symbols)} symbols: {failed[-1]}" if failed else ""
        if any(not isinstance(error, NotFound) for error in failed):
            raise Incomplete(outcome)
        return outcome

    async def fetch(self, symbol: str, topic: str) -> SymbolNews:
        """Newest headlines of a symbol; the request is counted under `topic`. Raises SourceError."""
        if self._source is None:
            raise NotFound(f"the {self._name} source has no news")
        asked_at = self._clock()
        async with self._fetching.setdefault(symbol, asyncio.Lock()):
            known = self._market.news.get(symbol)
            if known is not None and known.fetched_at > asked_at:
                return known
            await self._take_turn(topic)
            news = SymbolNews(symbol, await self._source.news(symbol), self._clock())
            self._market.set_news(news)
            self._archive.save_latest("news", [(symbol, news)])
            return news
