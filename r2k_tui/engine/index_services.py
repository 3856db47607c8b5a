"""Composition of the services that know the members of the index."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.index.reconstitution import ReconstitutionWatch
from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.insiders.service import InsiderService
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.sources.base import Source
from r2k_tui.store.insiders import InsiderStore
from r2k_tui.store.universe import UniverseStore


class IndexNeeds(NamedTuple):
    """Dependencies of the services of the index, beyond the members themselves."""

    source: Source
    lists: UniverseStore
    insiders: InsiderStore
    hours: Hours
    health: Callable[[FeedStatus], None]
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
        self.insiders = InsiderService(context, needs.source, needs.insiders, universe, needs.hours, needs.health)
        self.screens = ScreenService(config.screens, universe, sources=(self.insiders,))

    def all(self) -> tuple[object, ...]:
        """Services available to request handlers."""
        return (self._universe, self.index, self.screens, self.insiders)

    async def run(self) -> None:
        """Start the members of a remote source, and run every service until cancelled."""
        if self._starts:
            self._universe.begin()  # a local source loads quickly on demand
            self.insiders.begin()
        async with asyncio.TaskGroup() as group:
            for job in self._jobs():
                group.create_task(job)

    def _jobs(self) -> tuple[Coroutine[Any, Any, None], ...]:
        return (self._reconstitution.run(),)

    def insist(self) -> None:
        """Poll every running topic immediately for a user."""
        self._universe.insist()
        self.insiders.insist()

    async def close(self) -> None:
        """Release the connections of every service."""
        await self.insiders.close()
        await self._universe.close()
