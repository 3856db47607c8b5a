"""Composition of the services that know the members of the index."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, NamedTuple

from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.releases import ReleaseService
from r2k_tui.engine.events.service import EventService
from r2k_tui.engine.events.watch import ReportWatch
from r2k_tui.engine.halts.service import HaltService, OnHalt
from r2k_tui.engine.index.reconstitution import ReconstitutionWatch
from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.insiders.service import InsiderService
from r2k_tui.engine.polling.provider_topic import TopicNeeds
from r2k_tui.engine.polling.topic_task import PolledService
from r2k_tui.engine.readings.members.estimates.record import EstimateRecord
from r2k_tui.engine.readings.members.future.quotes import FutureQuoteFeed
from r2k_tui.engine.readings.members.gather import MemberGatherer
from r2k_tui.engine.readings.members.service import MemberReadings
from r2k_tui.engine.screens.columns import FetchedColumns
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.short_interest.service import ShortInterestService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.sources.base import QuoteBatch
from r2k_tui.store.forward_estimates import ForwardEstimates
from r2k_tui.store.index_days import IndexDays
from r2k_tui.store.universe import UniverseStore


class IndexNeeds(NamedTuple):
    """Dependencies of the services of the index, beyond the members themselves; `topics`: those of their topics."""

    topics: TopicNeeds
    lists: UniverseStore
    bars: BarService
    look_up: Callable[[str], Awaitable[QuoteBatch]]
    on_reconstitution: Callable[[str, str], None]
    on_reports: Callable[[Mapping[str, str]], None]
    on_halt: OnHalt


class IndexServices:
    """Owner of the services that build on the members, and of the tasks that run them."""

    def __init__(self, context: EngineContext, universe: UniverseService, needs: IndexNeeds) -> None:
        config, topics = context.config, needs.topics
        source, kept = topics.source, topics.source.capabilities
        self._universe, self._starts = universe, config.universe.enabled and kept.remote
        real = kept.remote and not kept.simulated and not topics.replayed
        self.releases = ReleaseService(context, topics, fetches=real)
        self.events = EventService(context, universe, topics, self.releases)
        self.short_interest = ShortInterestService(context, universe.state, topics)
        self.halts = HaltService(context, universe.state, topics, needs.on_halt)
        self.insiders = InsiderService(context, universe, topics)
        self._columns: tuple[FetchedColumns, ...] = (self.events, self.short_interest, self.halts, self.insiders)
        self._polled: tuple[PolledService, ...] = (self.releases, *self._columns, universe)
        self.index = IndexService(context, source, needs.lists, universe)
        self.screens = ScreenService(config.screens, universe, sources=self._columns)
        self.future = FutureQuoteFeed(context, needs.look_up)
        keeps = self._starts and kept.keeps_store and kept.live and context.as_of is None
        estimates = ForwardEstimates(topics.store, source.name)
        self._estimates = EstimateRecord(context, universe, source, estimates, keeps=keeps)
        gatherer = MemberGatherer(context, universe, needs.bars, self._estimates, self.future)
        days = IndexDays(topics.store, source.name)
        self.readings = MemberReadings(context, universe, gatherer, days, keeps=keeps)
        built_in = config.built_in_alerts
        self._reports = ReportWatch(built_in.report_weight, self.events.near, needs.on_reports)
        self._reconstitution = ReconstitutionWatch(
            config.universe.reconstitutions(), built_in.reconstitution_days, context.clock, needs.on_reconstitution
        )

    def all(self) -> tuple[object, ...]:
        """Services available to request handlers."""
        return (self._universe, self.index, *self._columns, self.screens, self.readings)

    def look(self) -> None:
        """Announce the dates of the calendar that are near; needs no member and no network."""
        self._reconstitution.look()

    async def run(self) -> None:
        """Start the members of a remote source, and run every service until cancelled."""
        if self._starts:
            # A local source loads quickly on demand.
            for service in (self._universe, self.releases, self.short_interest, self.insiders):
                service.begin()
        self.events.begin()
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
        await self.halts.ready(settled=True)

    def insist(self) -> None:
        """Poll every running topic immediately for a user."""
        for service in self._polled:
            service.insist()

    async def close(self) -> None:
        """Release the connections of every service."""
        for service in self._polled:
            await service.close()
