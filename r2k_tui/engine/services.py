"""Composition root: builds, starts and closes every service that needs the source."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from functools import partial
from random import Random
from typing import NamedTuple

import numpy as np

from r2k_tui.engine.allocation.service import AllocationService, OnDrift
from r2k_tui.engine.allocation.worker.client import AllocationWorkerClient
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.calendar.hours import AlwaysOpen, ExchangeHours, Hours, keep_known
from r2k_tui.engine.calendar.replay import Recorded, ReplayController
from r2k_tui.engine.calendar.session import SessionTracker
from r2k_tui.engine.clock import ReplayClock
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.factors.files import FactorFiles
from r2k_tui.engine.factors.service import FactorService
from r2k_tui.engine.index_services import IndexNeeds, IndexServices
from r2k_tui.engine.macro.report import MacroReport
from r2k_tui.engine.macro.service import MacroService
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.dividends import DividendService
from r2k_tui.engine.polling.news import NewsService
from r2k_tui.engine.polling.on_demand import OnDemandRequests
from r2k_tui.engine.polling.provider_topic import TopicNeeds
from r2k_tui.engine.polling.streaming import StreamListener
from r2k_tui.engine.polling.topics import MarketTopics, cadences
from r2k_tui.engine.readings.publish import ReadingsPublisher
from r2k_tui.engine.readings.service import SCREEN_KEYS, ReadingsService
from r2k_tui.engine.request_scope import ServiceTable
from r2k_tui.engine.rules.service import RulesService
from r2k_tui.engine.setup import ReplaySetup
from r2k_tui.engine.state.loop_lag import LoopLagMonitor
from r2k_tui.engine.thesis.service import ThesisService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.market.feed import TROUBLES, FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.thesis import Flip
from r2k_tui.rate_limit import TokenBucket, Unlimited
from r2k_tui.sources.base import ExtensibleChain, ProviderChain, Source
from r2k_tui.sources.facts.clients import FactClients
from r2k_tui.sources.facts.volatility import Moment, VolatilityBars
from r2k_tui.sources.limits import Breaker
from r2k_tui.sources.streaming import StreamingSource
from r2k_tui.store.macro import MacroStore
from r2k_tui.store.store import Store
from r2k_tui.store.universe import UniverseStore

_BEGIN_LATER_S = 15.0


class Outside(NamedTuple):
    """Dependencies that the engine passes to its services.

    `lists`: store of holdings lists and macro series. `replay`: None outside a replay. `publishes`: data go to a hub.
    """

    random: Random
    lists: Store
    replay: ReplaySetup | None
    worker: AllocationWorkerClient
    on_flip: Callable[[Flip], None]
    on_drift: OnDrift
    on_reconstitution: Callable[[str, str], None]
    on_reports: Callable[[Mapping[str, str]], None]
    on_halt: Callable[[str, str, str], None]
    publishes: bool = False


class Services:
    """Owner of the source, of all services, and of the tasks that run them."""

    def __init__(self, context: EngineContext, source: Source, hours: Hours, outside: Outside) -> None:
        self._context, self._source, self.hours = context, source, hours
        clock, config, random = context.clock, context.config, outside.random
        self.breaker = Breaker(config.limits.breaker_s, clock)
        limits, remote = config.limits, source.capabilities.remote
        self._chain = source if isinstance(source, ProviderChain) else None
        # Each provider of a chain has its own limits, and a long list that one refuses stops no other topic.
        limited = remote and self._chain is None
        bucket = TokenBucket(limits.requests_per_minute, limits.burst, clock) if limited else Unlimited()
        paces = cadences(config, source.capabilities.quote_cadence_s)
        live = source.capabilities.live
        self.session = SessionTracker(context, hours, paces["quotes"], live=live, over=self._replay_is_over)
        self._facts = FactClients(config, clock)
        self.collector = Collector(
            source,
            context.market,
            context.interest,
            context.archive,
            bucket,
            clock,
            lambda: self.breaker.is_open,
            self._bar_source(),
        )
        self.news = NewsService(
            source, context.market, context.interest, context.archive, self.collector.take_turn, clock
        )
        self.on_demand = OnDemandRequests(context, self.collector, self.news, self.breaker)
        self.dividends = DividendService(context, source, self.collector.take_turn, self.breaker)
        self.bars = BarService(context, self.collector, self.breaker, self.session)
        self.readings = ReadingsService(
            context.market, config.market, hours, self.session.venues.of, self.session.market_time
        )
        self._readings_publisher = ReadingsPublisher(context)
        self.topics = MarketTopics(context, source, self.collector, self.news, self.session, self.readings.invalidate)
        self.session.when_clock_jumps(self.topics.clock_jumped)
        self.session.when_a_venue_opens(lambda: self.topics.wake("quotes", "intraday"))
        self.topics.begin(paces, hours, self.breaker, random)
        kept_lists = UniverseStore(outside.lists)
        self.universe = UniverseService(
            context,
            source,
            kept_lists,
            self.bars,
            hours,
            self.collector,
            self.breaker if self._chain is None else None,
            random,
            self.topics.publish_status,
            replayed=outside.replay is not None,
        )
        topic_needs = TopicNeeds(
            source,
            outside.lists,
            hours,
            random,
            self.topics.publish_status,
            publishes=outside.publishes,
            replayed=outside.replay is not None,
        )
        alerts = (outside.on_reconstitution, outside.on_reports, outside.on_halt)
        index_needs = IndexNeeds(topic_needs, kept_lists, self.bars, self.on_demand.look_up, *alerts)
        self._index = IndexServices(context, self.universe, index_needs)
        self.readings.include(self._index.readings)
        self.screens = self._index.screens
        macro_store = MacroStore(outside.lists, source.name)
        self.macro = MacroService(
            context, source, macro_store, hours, self.bars, self.breaker, random, self.topics.publish_status
        )
        self.factors = FactorFiles(context, topic_needs)
        self.macro_report = MacroReport(context, self.macro, self.universe, self.bars, hours)
        self.allocation = AllocationService(
            context, self.bars, outside.worker, outside.on_drift, self._index.future.future
        )
        self.factor_studies = FactorService(context, self.bars, self.factors, hours, self.allocation, self.universe)
        self.rules = RulesService(context, self.bars, hours)
        self.thesis = ThesisService(
            context,
            self.bars,
            self.readings,
            self.macro_report,
            self.universe,
            self.allocation,
            macro_store,
            outside.on_flip,
        )
        self.macro.after_each_poll(self.thesis.update)
        self.replay: ReplayController | None = None
        if isinstance(clock, ReplayClock) and isinstance(source, Recorded):
            self.replay = ReplayController(context, clock, source, self._advance)
        self._tasks: list[asyncio.Task[None]] = []

    def _bar_source(self) -> VolatilityBars | None:
        """Bars with volatility from further providers; None for a source without a network of its own."""
        others, kept = self._facts.daily_closes(), self._source.capabilities
        if not kept.remote or kept.simulated or not others:
            return None
        context = self._context
        until = date.fromisoformat(context.as_of) if context.as_of is not None else None
        return VolatilityBars(
            self._source, others, Moment(until, partial(self._sessions_since, until), context.market.quotes.get)
        )

    def _sessions_since(self, until: date | None, day: date) -> int:
        """Number of sessions after a day: up to the day of the analysis, or before today."""
        days, today = self.hours.days(), new_york_day(self._context.clock())
        over = days <= np.datetime64(until) if until is not None else days < np.datetime64(today)
        return int((over & (days > np.datetime64(day))).sum())

    @classmethod
    async def load(cls, context: EngineContext, make_source: Callable[[], Source], outside: Outside) -> Services:
        """Load the calendar and the source in threads; both are slow. Raises SourceError."""
        loading_hours = asyncio.to_thread(ExchangeHours.load, context.clock())
        hours, source = await asyncio.gather(loading_hours, asyncio.to_thread(make_source))
        members = source.providers() if isinstance(source, ProviderChain) else ()
        facts = SourceFacts(
            name=source.name,
            simulated=source.capabilities.simulated,
            live=source.capabilities.live,
            intervals=source.capabilities.intervals,
            news=source.capabilities.news,
            chain=tuple(provider.topic for provider in members),
            offers=source.offers() if isinstance(source, ExtensibleChain) else (),
        )
        context.market.set_facts(facts, context.as_of or context.market.as_of)
        always_open = source.capabilities.always_open and source.capabilities.live
        services = cls(context, source, AlwaysOpen(hours) if always_open else hours, outside)
        if services.replay is not None:
            services.replay.begin(played=outside.replay is not None and outside.replay.played)
        services.session.update()
        return services

    def table(self) -> ServiceTable:
        """Services available to request handlers, by class."""
        found = (
            self.session,
            self.on_demand,
            self.dividends,
            self.bars,
            self.readings,
            self.topics,
            *self._index.all(),
        )
        later = (
            self.macro_report,
            self.factors,
            self.allocation,
            self.factor_studies,
            self.rules,
            self.thesis,
            self.replay,
        )
        return {type(service): service for service in (*found, *later) if service is not None}

    def start(self) -> None:
        """Start polling and computing."""
        if self._chain is not None:
            self._chain.when_changed(self._provider_changed)
            for status in self._chain.providers():
                self._context.publish_status(status)
        jobs = self.topics.jobs()
        jobs += [LoopLagMonitor(self._context.publish_status).run()]
        jobs += [self._begin_later(), self._index.halts.restore()]
        jobs += [keep_known(self.hours, self._context.clock), self.session.run(), self.session.venues.run()]
        jobs += [self.readings.run(SCREEN_KEYS, self._readings_publisher.publish, self._readings_publisher.fail)]
        jobs += [self.replay.run()] if self.replay is not None else []
        stream = self._source.stream() if isinstance(self._source, StreamingSource) else None
        if stream is not None:
            listener = StreamListener(self._context, self.collector, self.topics.by_name["quotes"], self.session)
            jobs += [listener.follow(stream)]
        self._tasks = [asyncio.create_task(job) for job in jobs]

    def first_polls(self) -> Awaitable[None]:
        """Wait until every market topic has been polled once."""
        return self.topics.attempted()

    async def settle(self) -> None:
        """Wait until every market topic has been polled once and the readings of the index are computed."""
        await asyncio.gather(self.topics.attempted(), self._index.settle())
        await self.session.venues.load()
        self.session.update()
        computed = await self.readings.compute(self._context.interest.index, SCREEN_KEYS)
        if computed is not None:
            self._readings_publisher.publish(computed)

    async def _begin_later(self) -> None:
        """Start macro and universe after a delay: a one-shot command needs neither. Known dates need no delay."""
        await self.topics.attempted()
        self._index.look()
        await asyncio.sleep(_BEGIN_LATER_S)
        if self.replay is None:  # today's macro figures would be look-ahead
            self.macro.begin()
        await self._index.run()

    async def close(self) -> None:
        """Stop every task and close the source."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.macro.close()
        await self.factors.close()
        await self._index.close()
        await self._facts.close()
        await self._source.close()

    def refresh(self) -> None:
        """Poll everything now for a user; a source that has requested a pause gets one request."""
        self.collector.hurry()
        if self._chain is not None:
            self._chain.insist()
        self.topics.insist()
        self._index.insist()
        self.macro.insist()
        self.factors.insist()

    def _provider_changed(self, status: FeedStatus) -> None:
        before = self._context.market.feeds.get(status.topic)
        if status.says_the_same(before):
            # Counts of a provider that fails again and again go out with the next change of anything.
            self._context.market.set_feed(status)
        else:
            self._context.publish_status(status)
        if status.state is FeedState.OK and before is not None and before.state in TROUBLES:
            self.universe.end_pauses()

    def _replay_is_over(self) -> bool:
        return self.replay is not None and self.replay.over

    def _advance(self) -> None:
        """Advance to the next bar of a replay."""
        self.session.update()
        if isinstance(self._source, Recorded):
            self._source.clock_moved()
        self.collector.hurry()
        # The other topics sleep on the wall clock and would miss their due time.
        self.topics.wake("quotes", "intraday", *self.topics.due())
