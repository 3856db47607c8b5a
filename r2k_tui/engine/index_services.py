"""Composition of the services that know the members of the index."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, NamedTuple

from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.index.reconstitution import ReconstitutionWatch
from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.readings.members.estimates.record import EstimateRecord
from r2k_tui.engine.readings.members.future.quotes import FutureQuoteFeed
from r2k_tui.engine.readings.members.gather import MemberGatherer
from r2k_tui.engine.readings.members.service import MemberReadings
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.sources.base import QuoteBatch, Source
from r2k_tui.store.forward_estimates import ForwardEstimates
from r2k_tui.store.index_days import IndexDays
from r2k_tui.store.universe import UniverseStore


class IndexNeeds(NamedTuple):
    """Dependencies of the services of the index, beyond the members themselves."""

    source: Source
    lists: UniverseStore
    bars: BarService
    index_days: IndexDays
    estimates: ForwardEstimates
    look_up: Callable[[str], Awaitable[QuoteBatch]]
    on_reconstitution: Callable[[str, str], None]


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
        self.screens = ScreenService(config.screens, universe)
        kept = needs.source.capabilities
        keeps = self._starts and kept.keeps_store and kept.live and context.as_of is None
        self._estimates = EstimateRecord(context, universe, needs.source, needs.estimates, keeps=keeps)
        self.future = FutureQuoteFeed(context, needs.look_up)
        self.readings = MemberReadings(
            context,
            universe,
            MemberGatherer(context, universe, needs.bars, self._estimates, self.future),
            needs.index_days,
            keeps=keeps,
        )

    def all(self) -> tuple[object, ...]:
        """Services available to request handlers."""
        return (self._universe, self.index, self.screens, self.readings)

    async def run(self) -> None:
        """Start the members of a remote source, and run every service until cancelled."""
        if self._starts:
            self._universe.begin()  # a local source loads quickly on demand
        async with asyncio.TaskGroup() as group:
            for job in self._jobs():
                group.create_task(job)

    def _jobs(self) -> tuple[Coroutine[Any, Any, None], ...]:
        return (self._reconstitution.run(), self.readings.run(), self._estimates.run())

    def insist(self) -> None:
        """Poll every running topic immediately for a user."""
        self._universe.insist()

    async def close(self) -> None:
        """Release the connections of every service."""
        await self._universe.close()
