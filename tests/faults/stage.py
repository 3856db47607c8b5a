"""A whole engine over the real client of Yahoo and a server on loopback, at two hundred times the usual pace."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.polling import Cadence, PollSettings, SourceLimits
from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot, Refresh
from r2k_tui.sources.base import Source, SourceInfo

# Loaded before any deadline runs, which the first answer would miss.
from r2k_tui.sources.yahoo import client as _client  # noqa: F401
from r2k_tui.sources.yahoo.source import YahooSource
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START
from tests.fakes.yahoo_server import FakeYahoo
from tests.faults.lag import LagMeter

INDEX, FUND = "^RUT", "IWM"
PERIOD_S, BACKOFF_S, BACKOFF_MOST_S, BREAKER_S, DEADLINE_S = 0.05, 0.05, 0.2, 0.25, 1.0
SILENCE_S = 1.0
# What a busy machine may add to a wait. No promise is about these seconds.
PATIENCE_S = 60.0
_EVERY = Cadence(PERIOD_S, PERIOD_S, PERIOD_S, PERIOD_S)
_SLOWLY = Cadence(60.0, 60.0, 60.0, 60.0)

CONFIG = Config(
    market=MarketSettings(INDEX, FUND, FUND, FUND, FUND, FUND, FUND, FUND, FUND),
    watchlist=Watchlist((INDEX, FUND)),
    poll=PollSettings(quotes=_EVERY, intraday=_SLOWLY, daily=_SLOWLY, news=_SLOWLY),
    limits=SourceLimits(6000, 1000, BACKOFF_S, BACKOFF_MOST_S, BREAKER_S),
    universe=UniverseSettings(enabled=False),
)


class Clock:
    """Noon of a Thursday in New York when it is made; it can be set, as people and time servers do."""

    def __init__(self) -> None:
        self._offset = START - time.monotonic()

    def __call__(self) -> float:
        return time.monotonic() + self._offset

    def set_by(self, seconds: float) -> None:
        """Put it forward, or back."""
        self._offset += seconds


class Stage:
    """The engine behind a memory link, what it has told so far, and the server it asks."""

    def __init__(self, folder: Path, stream: str = "") -> None:
        self._stream = stream
        self.clock, self.store_path = Clock(), folder / "r2k.sqlite3"
        self.yahoo = FakeYahoo([INDEX, FUND], now=self.clock())
        self.quotes: dict[str, Quote] = {}
        self.seen: list[Quote] = []
        self.feeds: dict[str, FeedStatus] = {}
        self.told: list[FeedStatus] = []
        self.snapshot: Snapshot | None = None
        self.problems: list[str] = []
        self._news = asyncio.Event()
        self._folder = folder
        # What the engine gets in place of its source.
        self.wrap: Callable[[Source], Source] = lambda source: source

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Stage]:
        """Run until the first picture is complete, and to the end."""
        self.yahoo.start()
        streaming = {"stream": bool(self._stream), "stream_endpoint": self._stream, "stream_silence_s": SILENCE_S}
        settings = YahooSettings(endpoint=self.yahoo.url, deadline_s=DEADLINE_S, max_body_mb=2, **streaming)
        self.yahoo_source = YahooSource(settings, self._folder / "cache", self.clock)
        self.source = self.make_source()
        self.store = Store(self.store_path, "yahoo")
        setup = EngineSetup(CONFIG, SourceInfo("yahoo"))
        facts = SourceFacts("yahoo", quote_cadence_s=PERIOD_S)
        self.engine = Engine(setup, lambda: self.wrap(self.source), self.store, facts, self.clock, Random(1))
        self.link = MemoryLink(self.engine)
        await self.link.start()
        listening = asyncio.create_task(self._listen())
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.engine.settle()
            # On a busy machine the first answer of all may miss its deadline: a round that lacks it is no beginning.
            await self.until(lambda: self.healthy() and not self.feeds["daily"].message, "a first good picture")
            yield self
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await self.link.close()
            self.yahoo.stop()

    def make_source(self) -> Source:
        """The source of the engine."""
        return self.yahoo_source

    async def _listen(self) -> None:
        snapshot = await self.link.ask(GetSnapshot())
        assert isinstance(snapshot, Snapshot)
        self._hear(snapshot)
        async for frame in self.link.frames():
            self._hear(frame)

    def _hear(self, told: Frame | Snapshot) -> None:
        self.seen += told.quotes
        self.quotes |= {quote.symbol: quote for quote in told.quotes}
        self.told += told.feeds
        self.feeds |= {status.topic: status for status in told.feeds}
        if told.problems is not None:
            self.problems = [problem.message for problem in told.problems]
        self._news.set()

    def healthy(self) -> bool:
        """Whether every topic of the market does what it should."""
        topics = [self.feeds.get(name) for name in ("quotes", "daily", "intraday")]
        return bool(self.quotes) and all(status and status.last_success and not status.failures for status in topics)

    async def until(self, test: Callable[[], object], what: str, within: float = PATIENCE_S) -> None:
        """Wait until `test` holds of what was told."""
        try:
            async with asyncio.timeout(within):
                while not test():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"no {what}: {list(self.feeds.values())} {self.problems}") from None

    async def refresh(self) -> None:
        """What the key r does."""
        await self.link.ask(Refresh())

    def price(self, symbol: str = FUND) -> float | None:
        """The price that is shown."""
        quote = self.quotes.get(symbol)
        return quote.price if quote else None

    def state(self, after_s: float = 0.0, symbol: str = FUND) -> QuoteState:
        """The state that is shown, were it `after_s` seconds later without another word from the engine."""
        market = self.engine.market
        now = self.clock() + after_s
        return state_of(self.quotes[symbol], now, market.session, market.facts, self.feeds.get("quotes"))

    async def stored_quotes(self) -> dict[str, Quote]:
        """The last quotes in the store, after all that was to be written is written."""
        found = await self.engine.archive.run(self.store.quotes)
        return {quote.symbol: quote for quote in found or []}

    async def stored_bars(self, symbol: str, interval: Interval) -> Bars:
        """The bars in the store."""
        bars = await self.engine.archive.bars(symbol, interval)
        assert bars is not None
        return bars

    def lead_to(self, address: str) -> None:
        """Send the requests to come elsewhere."""
        client = self.yahoo_source._client
        assert client is not None
        client.session._target = urlsplit(address)

    def lag(self) -> LagMeter:
        """Measure how long the event loop is held up."""
        return LagMeter()
