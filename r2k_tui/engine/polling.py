"""What runs once the source and the calendar are loaded: the topics, the session's clock, the board."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from random import Random
from typing import Any

import msgspec

from r2k_tui.engine.collector import ASKED, Collector
from r2k_tui.engine.core import Core
from r2k_tui.engine.economy.desk import EconomyDesk
from r2k_tui.engine.economy.service import EconomyService
from r2k_tui.engine.hours import AlwaysOpen, ExchangeHours, Hours, keep_known
from r2k_tui.engine.limits import Backoff, Breaker, TokenBucket, Unlimited
from r2k_tui.engine.loop_watch import LoopWatch
from r2k_tui.engine.newsroom import Newsroom
from r2k_tui.engine.player import Player, Recorded
from r2k_tui.engine.pushed import Pushed
from r2k_tui.engine.replay_clock import ReplayClock
from r2k_tui.engine.runner import SCREEN_KEYS, BoardRunner, Picture
from r2k_tui.engine.session_watch import SessionWatch
from r2k_tui.engine.thesis.desk import ThesisDesk
from r2k_tui.engine.topic import Topic
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.bars import Bars, Interval
from r2k_tui.model.days import new_york_day
from r2k_tui.model.feed import FeedState, FeedStatus
from r2k_tui.model.frame import SourceFacts, SymbolReadings
from r2k_tui.model.news import SymbolNews
from r2k_tui.sources.base import NotFound, QuoteBatch, Source
from r2k_tui.sources.streaming import StreamsQuotes

# Tried before anything else, and what is tried after them.
_MARKET, _LATER = ("quotes", "daily", "intraday"), ("news",)
_REST_AFTER_S = 15.0
# While nothing is polled, a price that waits to be confirmed is looked at once more.
_LOOK_AGAIN_S = 5.0


class Polling:
    """Owner of the source, the topics and the tasks that drive them."""

    def __init__(self, core: Core, source: Source, hours: Hours, random: Random) -> None:
        clock = core.clock
        self._core, self._source, self._hours, self._clock = core, source, hours, clock
        config, market = core.setup.config, core.market
        self.breaker = Breaker(config.limits.breaker_s, clock)
        limits, remote = config.limits, source.capabilities.remote
        bucket = TokenBucket(limits.requests_per_minute, limits.burst, clock) if remote else Unlimited()
        self.collector = Collector(source, market, core.interest, core.archive, bucket, clock)
        self.newsroom = Newsroom(source, market, core.interest, core.archive, self.collector.ask, clock)
        self.runner = BoardRunner(market, config.market, hours, self.market_time)
        self._as_of = core.setup.as_of
        own_pace = source.capabilities.quote_cadence_s
        cadences = {name: getattr(config.poll, name) for name in (*_MARKET, *_LATER)}
        if own_pace is not None:
            cadences["quotes"] = msgspec.structs.replace(config.poll.quotes, pre=own_pace, open=own_pace, post=own_pace)
        live = source.capabilities.live
        self.session = SessionWatch(core, hours, cadences["quotes"], live=live, over=self._over)
        backoff = Backoff(config.limits.backoff_s, config.limits.backoff_max_s, random)
        polls = {"quotes": self._quotes, "daily": self._daily, "intraday": self._intraday}
        if self.newsroom.has_any:
            polls["news"] = self._news
        self.topics = {
            name: Topic(
                name,
                cadences[name],
                poll,
                clock=clock,
                session=lambda: hours.session(clock()),
                publish=self._health,
                backoff=backoff,
                breaker=self.breaker,
                random=random,
                last=market.feeds.get(name),
                planned=partial(self.collector.planned.__getitem__, name) if name in _MARKET else None,
            )
            for name, poll in polls.items()
        }
        self.universe = UniverseService(core, source, hours, self.collector, self.breaker, random, self._health)
        self.economy = EconomyService(core, source, hours, random, self._health, self.fetch, self.breaker.guard)
        self.desk = EconomyDesk(core, self.economy, self.universe, hours)
        self.thesis = ThesisDesk(core, self, core.alerts.flipped)
        self.economy.after_each_poll(self.thesis.look)
        self._tasks: list[asyncio.Task[None]] = []
        self.player: Player | None = None
        if isinstance(clock, ReplayClock) and isinstance(source, Recorded):
            self.player = Player(core, clock, source, self._advance)

    @classmethod
    async def begin(cls, core: Core, make_source: Callable[[], Source], random: Random) -> Polling:
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
        core.market.set_facts(facts, core.setup.as_of)
        always_open = source.capabilities.always_open and source.capabilities.live
        polling = cls(core, source, AlwaysOpen(hours) if always_open else hours, random)
        if polling.player is not None:
            polling.player.begin(played=core.setup.replay is not None and core.setup.replay.played)
        polling.session.update()
        return polling

    def start(self) -> None:
        """Set everything going."""
        jobs: list[Coroutine[Any, Any, None]] = [self.topics[name].run() for name in _MARKET]
        jobs += [self._run_later(self.topics[name]) for name in _LATER if name in self.topics]
        jobs += [LoopWatch(self._core.feed_changed).run()]
        jobs += [self._begin_rest()]
        jobs += [keep_known(self._hours, self._clock), self.session.run()]
        jobs += [self.runner.run(SCREEN_KEYS, self._computed, self._not_computed)]
        jobs += [self.player.run()] if self.player is not None else []
        stream = self._source.stream() if isinstance(self._source, StreamsQuotes) else None
        if stream is not None:
            jobs += [Pushed(self._core, self.collector, self.topics["quotes"], self.session).follow(stream)]
        self._tasks = [asyncio.create_task(job) for job in jobs]

    async def settle(self) -> None:
        """Wait until every topic of the market was tried once and the readings of the index are computed."""
        await self._market_attempted()
        picture = await self.runner.compute(self._core.interest.index, SCREEN_KEYS)
        if picture is not None:
            self._computed(picture)

    async def _market_attempted(self) -> None:
        for name in _MARKET:
            await self.topics[name].attempted.wait()

    async def _run_later(self, topic: Topic) -> None:
        """What nobody waits for takes no request from the first picture."""
        await self._market_attempted()
        await topic.run()

    async def _begin_rest(self) -> None:
        """Later still: a command that looks once and ends asks nothing for members, nor for the economy."""
        await self._market_attempted()
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
        """Poll these topics (all of them without a name) as soon as the limits allow."""
        for name in names or self.topics:
            self.topics[name].wake()
        if not names:
            self.collector.hurry()
            self.universe.wake()
            self.economy.wake()

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
        tries = ((name, topic.status.next_try) for name, topic in self.topics.items())
        self.wake("quotes", "intraday", *(name for name, due in tries if due is not None and due <= self._clock()))

    async def _quotes(self) -> str:
        message = await self._polled("quotes", self.collector.quotes())
        market = self._core.market
        if self.collector.confirmation.waiting and self.topics["quotes"].rests:
            asyncio.get_running_loop().call_later(_LOOK_AGAIN_S, self.topics["quotes"].wake)
        if self._as_of is None:
            times = [quote.time for quote in market.quotes.values() if quote.time is not None]
            market.set_facts(market.facts, new_york_day(max(times)).isoformat() if times else None)
        if not self._source.capabilities.live:
            self.session.update()
        return message

    async def _daily(self) -> str:
        return await self._polled("daily", self.collector.daily())

    async def _intraday(self) -> str:
        return await self._polled("intraday", self.collector.intraday())

    async def _news(self) -> str:
        try:
            return await self.newsroom.poll()
        finally:
            self.topics["news"].count_requests(self.collector.requests["news"])

    async def _polled(self, name: str, poll: Coroutine[Any, Any, str]) -> str:
        try:
            return await poll
        finally:
            self.topics[name].count_requests(self.collector.requests[name])
            self.runner.changed()
            self._core.publisher.publish()

    def _health(self, status: FeedStatus) -> None:
        self._core.archive.save_feed(status)
        self._core.feed_changed(status)

    def _not_computed(self, error: Exception) -> None:
        message = f"defect in R2K: {type(error).__name__}: {error}"
        self._core.feed_changed(FeedStatus("readings", FeedState.FAILING, message=message))

    def _computed(self, picture: Picture) -> None:
        market, archive = self._core.market, self._core.archive
        if "readings" in market.feeds:
            market.set_feed(FeedStatus("readings", FeedState.OK, last_success=self._clock()))
        market.set_readings(picture.symbol, picture.readings)
        market.set_scores(picture.scores)
        changes = market.changes
        if changes.readings or changes.scores:
            known = SymbolReadings(picture.symbol, dict(picture.readings))
            archive.save_pictures("readings", [(picture.symbol, known)])
            archive.save_pictures("score", [(score.kind.value, score) for score in picture.scores])
            archive.save_pictures("spark", [(spark.symbol, spark) for spark in market.sparks.values()])
        self._core.publisher.publish()
