"""The chain as the settings make it: the real clients of four providers, each with a server on loopback.

stage.cboe, stage.nasdaq                       # the servers, see tests/fakes
seen = await stage.polled()                    # two polls; the health of every provider, and all that was told
"""

from __future__ import annotations

import importlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.config.sections.providers.cboe import CboeSettings
from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.config.sections.source import SourceChoice
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch
from r2k_tui.sources.chain.source import ChainSource
from r2k_tui.sources.registry import SourceOptions, find
from tests.fakes import cboe_server, nasdaq_server
from tests.fakes.http_server import HttpServer
from tests.fakes.yahoo_server import FakeYahoo

INDEX, FUND, RVX = "^RUT", "IWM", "^RVX"
SYMBOLS = (INDEX, FUND, RVX)
ALL = ("yahoo", "yahoo_chart", "cboe", "nasdaq")
DEADLINE_S = 1.0
_LIMITS = SourceLimits(6000, 1000, 0.1, 0.4, 0.5)


class Seen(NamedTuple):
    """Health of each provider by name, the quotes by symbol, and all words that a user gets to read."""

    states: dict[str, FeedState]
    quotes: dict[str, Quote]
    words: tuple[str, ...]


class ProviderStage:
    """The servers and the chain. Yahoo does not know the volatility of small caps, as it may not any more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.yahoo = FakeYahoo([INDEX, FUND], now=time.time())
        self.cboe, self.nasdaq = HttpServer(), HttpServer()
        self.chain: ChainSource

    @asynccontextmanager
    async def running(
        self, chain: tuple[str, ...] = ALL, *, publishes: bool = False, patient_s: float = DEADLINE_S
    ) -> AsyncIterator[ProviderStage]:
        """Run with these providers, in this order. `patient_s`: deadline of Cboe and of Nasdaq."""
        # Loading takes longer than the deadline of these tests.
        importlib.import_module("yfinance")
        self.yahoo.set_price(FUND, 240.0)
        # Of the same regular moment as Nasdaq's price: outside the session it would be another kind of price.
        self.yahoo.quotes[FUND]["regularMarketTime"] = int(nasdaq_server.regular_moment(time.time()))
        with self.yahoo, self.cboe, self.nasdaq:
            self.healthy()
            config = Config(
                source=SourceChoice(chain=chain),
                yahoo=YahooSettings(endpoint=self.yahoo.url, deadline_s=DEADLINE_S, max_body_mb=2),
                cboe=CboeSettings(endpoint=self.cboe.url, deadline_s=patient_s),
                nasdaq=NasdaqSettings(endpoint=self.nasdaq.url, deadline_s=patient_s),
                limits=_LIMITS,
            )
            made = find("yahoo").make(SourceOptions(config, None, self._folder, publishes=publishes))
            assert isinstance(made, ChainSource)
            self.chain = made
            try:
                yield self
            finally:
                await made.close()

    def healthy(self) -> None:
        """Cboe and Nasdaq answer as they should."""
        now = time.time()
        for symbol, price in ((INDEX, 2411.5), (RVX, 23.4)):
            cboe_server.put_quote(self.cboe, symbol, price, now)
        nasdaq_server.put_everything_unknown(self.nasdaq)
        nasdaq_server.put_quote(self.nasdaq, FUND, 240.0, nasdaq_server.regular_moment(now))

    async def polled(self, polls: int = 2) -> Seen:
        """The outcome of so many polls, with the requests that the last of them did not wait for."""
        batches = [await self.chain.quotes(SYMBOLS) for _ in range(polls)]
        return self.seen(batches)

    def seen(self, batches: list[QuoteBatch]) -> Seen:
        """What came of polls."""
        health = {status.topic: status for status in self.chain.providers()}
        told = [problem.message for batch in batches for problem in batch.problems]
        told += [batch.notice for batch in batches] + [status.message for status in health.values()]
        quotes = {quote.symbol: quote for quote in batches[-1].quotes}
        return Seen({name: status.state for name, status in health.items()}, quotes, tuple(told))
