"""Composition of the services that know the members of the index."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from random import Random
from typing import Any, NamedTuple

from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.feed import FeedNeeds
from r2k_tui.engine.events.releases import ReleaseService
from r2k_tui.engine.events.service import EventNeeds, EventService
from r2k_tui.engine.events.watch import ReportWatch
from r2k_tui.engine.halts.provider import halt_provider
from r2k_tui.engine.halts.service import HaltNeeds, HaltService, OnHalt
from r2k_tui.engine.index.reconstitution import ReconstitutionWatch
from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.insiders.service import InsiderService
from r2k_tui.engine.readings.members.estimates.record import EstimateRecord
from r2k_tui.engine.readings.members.future.quotes import FutureQuoteFeed
from r2k_tui.engine.readings.members.gather import MemberGatherer
from r2k_tui.engine.readings.members.service import MemberReadings
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.short_interest.service import ShortInterestNeeds, ShortInterestService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.sources.base import QuoteBatch, Source
from r2k_tui.store.events import EventStore
from r2k_tui.store.forward_estimates import ForwardEstimates
from r2k_tui.store.halts import HaltStore
from r2k_tui.store.index_days import IndexDays
from r2k_tui.store.insiders import InsiderStore
from r2k_tui.store.store import Store
from r2k_tui.store.universe import UniverseStore


class IndexNeeds(NamedTuple):
    """Dependencies of the services of the index, beyond the members themselves.

    `health` receives every status of a topic. `publishes`: what is known goes to a hub. `replayed`: a past day is
    played again.
    """

    source: Source
    store: Store
    lists: UniverseStore
    bars: BarService
    hours: Hours
    random: Random
    health: Callable[[FeedStatus], None]
    look_up: Callable[[str], Awaitable[QuoteBatch]]
    on_reconstitution: Callable[[str, str], None]
    on_reports: Callable[[Mapping[str, str]], None]
    on_halt: OnHalt
    publishes: bool = False
    replayed: bool = False


class IndexServices:
    """Owner of the services that build on the members, and of the tasks that run them."""

    def __init__(self, context: EngineContext, universe: UniverseService, needs: IndexNeeds) -> None:
        config, clock = context.config, context.clock
        self._universe, self._remote = universe, needs.source.capabilities.remote
        self._starts = config.universe.enabled and self._remote
        self.index = IndexService(context, needs.source, needs.lists, universe)
        self._reconstitution = ReconstitutionWatch(
            config.universe.reconstitutions(),
            config.built_in_alerts.reconstitution_days,
            clock,
            needs.on_reconstitution,
        )
        feed = FeedNeeds(
            needs.source, EventStore(needs.store), needs.hours, needs.random, needs.health, needs.publishes
        )
        real = self._remote and not needs.source.capabilities.simulated and not needs.replayed
        self.releases = ReleaseService(context, needs.random, needs.health, fetches=real)
        self.events = EventService(context, universe, EventNeeds(feed, needs.replayed), self.releases)
        self._reports = ReportWatch(config.built_in_alerts.report_weight, self.events.near, needs.on_reports)
        shorts = ShortInterestNeeds(
            needs.source, needs.store, needs.hours, needs.random, needs.health, publishes=needs.publishes
        )
        self.short_interest = ShortInterestService(context, shorts, universe.state)
        provider = halt_provider(config, needs.source, context.as_of, clock)
        halts = HaltStore(needs.store, provider.name)
        self.halts = HaltService(
            context, HaltNeeds(provider, halts, universe.state, needs.hours, needs.random, needs.on_halt)
        )
        filings = InsiderStore(needs.store, "sec")
        self.insiders = InsiderService(context, needs.source, filings, universe, needs.hours, needs.health)
        known = (self.events, self.short_interest, self.halts, self.insiders)
        self.screens = ScreenService(config.screens, universe, sources=known)
        kept, name = needs.source.capabilities, needs.source.name
        keeps = self._starts and kept.keeps_store and kept.live and context.as_of is None
        estimates = ForwardEstimates(needs.store, name)
        self._estimates = EstimateRecord(context, universe, needs.source, estimates, keeps=keeps)
        self.future = FutureQuoteFeed(context, needs.look_up)
        gatherer = MemberGatherer(context, universe, needs.bars, self._estimates, self.future)
        self.readings = MemberReadings(context, universe, gatherer, IndexDays(needs.store, name), keeps=keeps)

    def all(self) -> tuple[object, ...]:
        """Services available to request handlers."""
        known = (self.events, self.short_interest, self.halts, self.insiders)
        return (self._universe, self.index, *known, self.screens, self.readings)

    def look(self) -> None:
        """Tell which dates of the calendar are near; needs no member and no network."""
        self._reconstitution.look()

    async def run(self) -> None:
        """Start the members of a remote source, and run every service until cancelled."""
        if self._starts:
            self._universe.begin()  # a local source loads quickly on demand
            self.releases.begin()
            self.short_interest.begin()
            self.insiders.begin()
        self.events.feed.begin()
        async with asyncio.TaskGroup() as group:
            for job in self._jobs():
                group.create_task(job)

    def _jobs(self) -> tuple[Coroutine[Any, Any, None], ...]:
        watches = (self._reconstitution.run(), self._reports.run(), self._begin_halts())
        return (*watches, self.readings.run(), self._estimates.run())

    async def _begin_halts(self) -> None:
        """Begin once the members are known: a halt is news only to those whom it concerns."""
        if self._starts:
            await self._universe.ready()
        self.halts.begin()

    async def settle(self) -> None:
        """Wait until the halts are known, as far as they can be."""
        await self.halts.ready(fresh=True)

    def insist(self) -> None:
        """Poll every running topic immediately for a user."""
        self._universe.insist()
        self.events.feed.insist()
        self.releases.insist()
        self.short_interest.insist()
        self.halts.insist()
        self.insiders.insist()

    async def close(self) -> None:
        """Release the connections of every service."""
        await self.events.feed.close()
        await self.releases.close()
        await self.short_interest.close()
        await self.halts.close()
        await self.insiders.close()
        await self._universe.close()
