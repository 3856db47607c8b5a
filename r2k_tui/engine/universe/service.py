"""Universe topics, started on the first request or after the market topics have settled."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random

import msgspec

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.engine.universe.caps import MarketCaps
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.poller import HOLDINGS, LARGE, MEMBERS, SWEEP, UniversePoller
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import ClosesSource, Source
from r2k_tui.sources.limits import Backoff, Breaker
from r2k_tui.store.universe import UniverseStore

PollTopic = Callable[[], Awaitable[str]]


class UniverseService:
    """Owner of the universe topics; `health` receives every status change. Without `breaker` each topic has its own."""

    def __init__(
        self,
        context: EngineContext,
        source: Source,
        store: UniverseStore,
        bars: BarService,
        hours: Hours,
        collector: Collector,
        breaker: Breaker | None,
        random: Random,
        health: Callable[[FeedStatus], None],
        *,
        replayed: bool,
    ) -> None:
        self._context, self._source, self._hours = context, source, hours
        self._breaker, self._random, self._health = breaker, random, health
        self._polls = UniversePoller(context, source, store, bars, hours, collector, self._wake)
        context.market.universe = self._polls.state
        self._topics = self._make_topics() if context.config.universe.enabled else {}
        if not self._topics:
            why = "a replayed day has none" if replayed else "[universe] enabled = false in the settings"
            problem = Problem(context.config.market.small_fund, "disabled", f"no members: {why}")
            self.state.set_problem(HOLDINGS, problem)
        self._task: asyncio.Task[None] | None = None
        # The list that the last sweep for aggregates was of, and its moment.
        self._swept: tuple[Constituents | None, float] = (None, 0.0)

    @property
    def state(self) -> UniverseState:
        """State of the universe: constituents and aggregates."""
        return self._polls.state

    async def list_of(self, fund: str) -> FundHoldings:
        """See UniversePoller."""
        return await self._polls.list_of(fund)

    def caps(self) -> tuple[MarketCaps | None, MarketCaps | None]:
        """See UniversePoller."""
        return self._polls.caps()

    def _make_topics(self) -> dict[str, Topic]:
        config, kept = self._context.config, self._source.capabilities
        cadence, once = config.poll.universe, Cadence()
        if kept.quote_cadence_s is not None:
            cadence = msgspec.structs.replace(cadence, open=kept.quote_cadence_s)
        rows: dict[str, tuple[Cadence, PollTopic]] = {HOLDINGS: (once, self._polls.holdings)}
        if kept.live:
            rows[SWEEP] = cadence, self._polls.sweep
        rows[MEMBERS] = once, self._polls.members
        compared = kept.remote or kept.simulated
        if kept.live and compared and config.universe.large_fund != config.market.small_fund:
            rows[LARGE] = once, self._polls.large
        return {name: self._topic(name, *row) for name, row in rows.items()}

    def _topic(self, name: str, cadence: Cadence, poll: PollTopic) -> Topic:
        context, limits = self._context, self._context.config.limits
        # The fund's website has its own rate limits, hence its own breaker.
        shared = None if name == HOLDINGS else self._breaker
        breaker = shared or Breaker(limits.breaker_s, context.clock)

        async def counted() -> str:
            try:
                return await poll()
            finally:
                self._topics[name].count_requests(self._polls.requests(name))

        return Topic(
            name,
            cadence,
            counted,
            clock=context.clock,
            session=lambda: self._hours.session(context.clock()),
            publish=self._health,
            backoff=Backoff(limits.backoff_s, limits.backoff_max_s, self._random),
            breaker=breaker,
            random=self._random,
            last=context.market.feeds.get(name),
        )

    def begin(self) -> None:
        """Start the topics. Has no effect if they are already running or the universe is disabled."""
        if self._task is None and self._topics:
            self._task = asyncio.create_task(self._run(), name="universe")

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._topics[HOLDINGS].run())
            await self._topics[HOLDINGS].attempted.wait()
            for name, topic in self._topics.items():
                if name != HOLDINGS:
                    group.create_task(topic.run())

    async def ready(self, *, settled: bool = False) -> None:
        """Start the topics and wait for the first request of the list; returns at once if the universe is disabled.

        With `settled`, wait for a full sweep and for bulk closes as well, but not for closes fetched by symbol.
        """
        self.begin()
        if self._topics:
            await self._topics[HOLDINGS].attempted.wait()
        if settled:
            await self._settled()

    async def _settled(self) -> None:
        for name in (SWEEP, LARGE):
            if name in self._topics:
                await self._topics[name].attempted.wait()
        if self._topics and isinstance(self._source, ClosesSource):
            await self._topics[MEMBERS].attempted.wait()

    async def estimate(self) -> None:
        """Sweep a local source to compute the aggregates, once in the time between two of its polls; a remote source is
        polled only by its topic.
        """
        kept = self._source.capabilities
        if kept.remote or SWEEP not in self._topics:
            return
        await self.ready()
        roll, now = self.state.roll, self._context.clock()
        if roll is self._swept[0] and 0.0 <= now - self._swept[1] < (kept.quote_cadence_s or 0.0):
            return
        await self._polls.sweep(force=True)
        self._swept = roll, now

    def insist(self) -> None:
        """Poll every running topic immediately; see Topic."""
        for topic in self._topics.values() if self._task is not None else ():
            topic.insist()

    def end_pauses(self) -> None:
        """Poll the topics that a rate limit stopped, because the provider that asked for the pause serves again."""
        for name, topic in self._topics.items():
            if name != HOLDINGS:
                topic.end_pause()

    def _wake(self, name: str) -> None:
        if self._task is not None and name in self._topics:
            self._topics[name].wake()

    async def close(self) -> None:
        """Stop the topics, store the last prices, and release the connections."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._polls.end()
        await self._polls.close()
