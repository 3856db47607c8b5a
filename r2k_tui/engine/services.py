"""What runs once the source and the calendar are loaded: the topics, the session's clock, the board."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random

from r2k_tui.engine.calendar.hours import AlwaysOpen, ExchangeHours, Hours, keep_known
from r2k_tui.engine.calendar.replay import Recorded, ReplayController
from r2k_tui.engine.calendar.session import SessionTracker
from r2k_tui.engine.clock import ReplayClock
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.limits import Breaker
from r2k_tui.engine.macro.report import MacroReport
from r2k_tui.engine.macro.service import MacroService
from r2k_tui.engine.polling.collector import ASKED, Collector
from r2k_tui.engine.polling.news import NewsService
from r2k_tui.engine.polling.streaming import StreamListener
from r2k_tui.engine.polling.topics import MarketTopics, cadences
from r2k_tui.engine.readings.publish import ReadingsPublisher
from r2k_tui.engine.readings.service import SCREEN_KEYS, ReadingsService
from r2k_tui.engine.state.loop_lag import LoopLagMonitor
from r2k_tui.engine.thesis.service import ThesisService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.rate_limit import TokenBucket, Unlimited
from r2k_tui.sources.base import NotFound, QuoteBatch, Source
from r2k_tui.sources.streaming import StreamingSource

_REST_AFTER_S = 15.0


class Services:
    """Owner of the source, the topics and the tasks that drive them."""

    def __init__(self, core: EngineContext, source: Source, hours: Hours, random: Random) -> None:
        clock = core.clock
        self._core, self._source, self._hours, self._clock = core, source, hours, clock
        config, market = core.setup.config, core.market
        self.breaker = Breaker(config.limits.breaker_s, clock)
        limits, remote = config.limits, source.capabilities.remote
        bucket = TokenBucket(limits.requests_per_minute, limits.burst, clock) if remote else Unlimited()
        self.collector = Collector(source, market, core.interest, core.archive, bucket, clock)
        self.newsroom = NewsService(source, market, core.interest, core.archive, self.collector.ask, clock)
        self.runner = ReadingsService(market, config.market, hours, self.market_time)
        self._pictures = ReadingsPublisher(core)
        paces = cadences(config, source.capabilities.quote_cadence_s)
        self.session = SessionTracker(core, hours, paces["quotes"], live=source.capabilities.live, over=self._over)
        self._polls = MarketTopics(core, source, self.collector, self.newsroom, self.session, self.runner.changed)
        self.session.when_clock_jumps(self._polls.clock_jumped)
        self._polls.begin(paces, hours, self.breaker, random)
        self.topics, health = self._polls.by_name, self._polls.health
        self.universe = UniverseService(core, source, hours, self.collector, self.breaker, random, health)
        self.economy = MacroService(core, source, hours, random, health, self.fetch, self.breaker.guard)
        self.desk = MacroReport(core, self.economy, self.universe, hours)
        self.thesis = ThesisService(core, self, core.alerts.flipped)
        self.economy.after_each_poll(self.thesis.look)
        self._tasks: list[asyncio.Task[None]] = []
        self.player: ReplayController | None = None
        if isinstance(clock, ReplayClock) and isinstance(source, Recorded):
            self.player = ReplayController(core, clock, source, self._advance)

    @classmethod
    async def begin(cls, core: EngineContext, make_source: Callable[[], Source], random: Random) -> Services:
        """Load the calendar and the source, both slow, in threads. Raises SourceError."""
        loading_hours = asyncio.to_thread(ExchangeHours.load, core.clock())
        hours, source = await asyncio.gather(loading_hours, asyncio.to_thread(make_source))
        facts = SourceFacts(
            name=source.name,
            simulated=source.capabilities.simulated,
            live=source.capabilities.live,
            intervals=source.capabilities.intervals,
            news=source.capabilities.news,
        )
        core.market.set_facts(facts, core.setup.as_of or core.market.as_of)
        always_open = source.capabilities.always_open and source.capabilities.live
        polling = cls(core, source, AlwaysOpen(hours) if always_open else hours, random)
        if polling.player is not None:
            polling.player.begin(played=core.setup.replay is not None and core.setup.replay.played)
        polling.session.update()
        return polling

    def start(self) -> None:
        """Set everything going."""
        jobs = self._polls.jobs()
        jobs += [LoopLagMonitor(self._core.feed_changed).run()]
        jobs += [self._begin_rest()]
        jobs += [keep_known(self._hours, self._clock), self.session.run()]
        jobs += [self.runner.run(SCREEN_KEYS, self._pictures.take, self._pictures.fail)]
        jobs += [self.player.run()] if self.player is not None else []
        stream = self._source.stream() if isinstance(self._source, StreamingSource) else None
        if stream is not None:
            jobs += [StreamListener(self._core, self.collector, self.topics["quotes"], self.session).follow(stream)]
        self._tasks = [asyncio.create_task(job) for job in jobs]

    async def settle(self) -> None:
        """Wait until every topic of the market was tried once and the readings of the index are computed."""
        await self._polls.attempted()
        picture = await self.runner.compute(self._core.interest.index, SCREEN_KEYS)
        if picture is not None:
            self._pictures.take(picture)

    async def _begin_rest(self) -> None:
        """Later still: a command that looks once and ends asks nothing for members, nor for the economy."""
        await self._polls.attempted()
        await asyncio.sleep(_REST_AFTER_S)
        if self.player is None:  # what is published of the economy today was not known on a day of the past
            self.economy.begin()
        if self._core.setup.config.universe.enabled and self._source.capabilities.remote:
            self.universe.begin()  # what is at hand costs nothing to wait for

    async def close(self) -> None:
        """Stop and let go of the source."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.economy.close()
        await self.universe.close()
        await self._source.close()

    @property
    def hours(self) -> Hours:
        """The hours of the exchange."""
        return self._hours

    def wake(self, *names: str) -> None:
        """Poll these topics as soon as the limits allow."""
        self._polls.wake(*names)

    def refresh(self) -> None:
        """Poll everything now because a person wants it; a source that asks for a pause gets one request."""
        self.collector.hurry()
        self._polls.insist()
        self.universe.insist()
        self.economy.insist()

    async def look_up(self, symbol: str) -> QuoteBatch:
        """Ask the source for one symbol; see Source.quotes."""
        return await self.breaker.guard(lambda: self.collector.look_up(symbol))

    async def fetch(self, symbol: str, interval: Interval) -> Bars:
        """Bring one series up to date because somebody asked for it; see Collector.fetch."""
        facts = self._core.market.facts
        if interval not in facts.intervals:
            raise NotFound(f"{facts.name} has no {interval} bars")
        bars = await self.breaker.guard(lambda: self.collector.fetch(symbol, interval))
        self._core.publisher.publish()
        return bars

    async def headlines(self, symbol: str) -> SymbolNews:
        """The newest headlines of a symbol because somebody asked for them; see Newsroom.fetch."""
        news = await self.breaker.guard(lambda: self.newsroom.fetch(symbol, ASKED))
        self._core.publisher.publish()
        return news

    def market_time(self) -> float:
        """See SessionWatch."""
        return self.session.market_time()

    def _over(self) -> bool:
        return self.player is not None and self.player.over

    def _advance(self) -> None:
        """The clock of a replay has come to another bar."""
        self.session.update()
        self.collector.hurry()
        # The others rest by the clock on the wall, and would miss that their time has come.
        self.wake("quotes", "intraday", *self._polls.due())
