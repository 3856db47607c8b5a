"""Composition of the services that know the members of the index."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from random import Random
from typing import Any, NamedTuple

from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.feed import FeedNeeds
from r2k_tui.engine.events.releases import ReleaseService
from r2k_tui.engine.events.service import EventNeeds, EventService
from r2k_tui.engine.events.watch import ReportWatch
from r2k_tui.engine.index.reconstitution import ReconstitutionWatch
from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.sources.base import Source
from r2k_tui.store.events import EventStore
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
    hours: Hours
    random: Random
    health: Callable[[FeedStatus], None]
    on_reconstitution: Callable[[str, str], None]
    on_reports: Callable[[Mapping[str, str]], None]
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
        self.screens = ScreenService(config.screens, universe, sources=(self.events,))

    def all(self) -> tuple[object, ...]:
        """Services available to request handlers."""
        return (self._universe, self.index, self.events, self.screens)

    async def run(self) -> None:
        """Start the members of a remote source, and run every service until cancelled."""
        if self._starts:
            self._universe.begin()  # a local source loads quickly on demand
            self.releases.begin()
        self.events.feed.begin()
        async with asyncio.TaskGroup() as group:
            for job in self._jobs():
                group.create_task(job)

    def _jobs(self) -> tuple[Coroutine[Any, Any, None], ...]:
        return (self._reconstitution.run(), self._reports.run())

    def insist(self) -> None:
        """Poll every running topic immediately for a user."""
        self._universe.insist()
        self.events.feed.insist()
        self.releases.insist()

    async def close(self) -> None:
        """Release the connections of every service."""
        await self.events.feed.close()
        await self.releases.close()
        await self._universe.close()
