"""What runs once the source and the calendar are loaded: the topics, the session's clock, the board."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from random import Random
from typing import Any, TypeVar

import msgspec

from r2k_tui.engine.collector import Collector
from r2k_tui.engine.core import Core
from r2k_tui.engine.hours import AlwaysOpen, ExchangeHours, Hours
from r2k_tui.engine.limits import Backoff, Breaker, TokenBucket, Unlimited
from r2k_tui.engine.runner import BoardRunner, Picture
from r2k_tui.engine.topic import Topic
from r2k_tui.model.bars import Bars, Interval
from r2k_tui.model.days import new_york_day
from r2k_tui.model.feed import FeedState, FeedStatus
from r2k_tui.model.frame import SourceFacts, SymbolReadings
from r2k_tui.model.session import Phase, Session
from r2k_tui.sources.base import NotFound, QuoteBatch, RateLimited, Source, Unavailable

Result = TypeVar("Result")
# What the first screen needs of the index; the rest is computed when it is asked for.
SCREEN_KEYS = (
    *("last_close", "ret_1d", "ret_ytd", "ret_1y", "mom_12_1", "rs63"),
    *("record_close", "record_close_date", "is_record_close", "curdd_px"),
    *("ewma_vol94", "rv21", "rv21_pctile_2520", "fhsvar95", "fhscvar95", "fhsvar99"),
    *("chan126_intact_up", "chan126_r2", "chan126_z", "donchian55_breakout", "obv_slope20_norm"),
)
_LONGEST_NAP_S = 30.0


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
        self.runner = BoardRunner(market, config.market, hours, self.market_time)
        self._as_of = core.setup.as_of
        own_pace = source.capabilities.quote_cadence_s
        cadences = {name: getattr(config.poll, name) for name in ("quotes", "daily", "intraday")}
        if own_pace is not None:
            cadences["quotes"] = msgspec.structs.replace(config.poll.quotes, open=own_pace)
        self._cadence = cadences["quotes"]
        backoff = Backoff(config.limits.backoff_s, config.limits.backoff_max_s, random)
        polls = {"quotes": self._quotes, "daily": self._daily, "intraday": self._intraday}
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
            )
            for name, poll in polls.items()
        }
        self._tasks: list[asyncio.Task[None]] = []

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
        )
        core.market.set_facts(facts, core.setup.as_of)
        always_open = source.capabilities.always_open and source.capabilities.live
        polling = cls(core, source, AlwaysOpen(hours) if always_open else hours, random)
        polling.update_session()
        return polling

    def start(self) -> None:
        """Set everything going."""
        jobs: list[Coroutine[Any, Any, None]] = [topic.run() for topic in self.topics.values()]
        jobs += [self._watch_session(), self.runner.run(SCREEN_KEYS, self._computed, self._not_computed)]
        self._tasks = [asyncio.create_task(job) for job in jobs]

    async def settle(self) -> None:
        """Wait until every topic was tried once and the readings of the index are computed."""
        for topic in self.topics.values():
            await topic.attempted.wait()
        picture = await self.runner.compute(self._core.interest.index, SCREEN_KEYS)
        if picture is not None:
            self._computed(picture)

    async def close(self) -> None:
        """Stop and let go of the source."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._source.close()

    def wake(self, *names: str) -> None:
        """Poll these topics (all of them without a name) as soon as the limits allow."""
        for name in names or self.topics:
            self.topics[name].wake()

    async def look_up(self, symbol: str) -> QuoteBatch:
        """Ask the source for one symbol; see Source.quotes."""
        return await self._within_limits(lambda: self.collector.look_up(symbol))

    async def fetch(self, symbol: str, interval: Interval) -> Bars:
        """Bring one series up to date because somebody asked for it; see Collector.fetch."""
        facts = self._core.market.facts
        if interval not in facts.intervals:
            raise NotFound(f"{facts.name} has no {interval} bars")
        bars = await self._within_limits(lambda: self.collector.fetch(symbol, interval))
        self._core.publisher.publish()
        return bars

    async def _within_limits(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """What a person asks for minds the breaker, as the polls do, and opens it for them."""
        if self.breaker.is_open:
            raise Unavailable("the source asks for a pause")
        try:
            return await call()
        except RateLimited as error:
            self.breaker.trip(error.retry_at)
            raise

    def market_time(self) -> float:
        """Now, for a live source; else the moment of the newest quote: a folder of files stands at its last day."""
        times = [quote.time for quote in self._core.market.quotes.values() if quote.time is not None]
        return self._clock() if self._source.capabilities.live or not times else max(times)

    def update_session(self) -> None:
        """Bring phase and bells up to date."""
        market = self._core.market
        session = self._hours.session(self.market_time())
        if not self._source.capabilities.live:
            # Closes alone: the last session in the data is over, whatever the clock on the wall says.
            session = msgspec.structs.replace(session, phase=Phase.CLOSED, changes_at=None)
        market.set_session(session)
        period = getattr(self._cadence, market.session.phase.value)
        facts = msgspec.structs.replace(market.facts, quote_cadence_s=period or self._cadence.open)
        market.set_facts(facts, market.as_of)
        self._core.publisher.publish()

    async def _watch_session(self) -> None:
        """Follow the exchange's calendar; naps are short so that a machine that slept notices."""
        kept: Session | None = None
        while True:
            self.update_session()
            session = self._core.market.session
            if session != kept and self._source.capabilities.live:
                self._core.archive.save_pictures("session", [(session.exchange, session)])
                kept = session
            left = _LONGEST_NAP_S if session.changes_at is None else session.changes_at - self._clock()
            await asyncio.sleep(min(_LONGEST_NAP_S, max(0.05, left)))

    async def _quotes(self) -> str:
        message = await self._polled("quotes", self.collector.quotes())
        market = self._core.market
        if self._as_of is None:
            times = [quote.time for quote in market.quotes.values() if quote.time is not None]
            market.set_facts(market.facts, new_york_day(max(times)).isoformat() if times else None)
        if not self._source.capabilities.live:
            self.update_session()
        return message

    async def _daily(self) -> str:
        return await self._polled("daily", self.collector.daily())

    async def _intraday(self) -> str:
        return await self._polled("intraday", self.collector.intraday())

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
