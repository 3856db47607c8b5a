"""Composition of the services that know the members of the index."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from random import Random
from typing import Any, NamedTuple

from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.halts.provider import halt_provider
from r2k_tui.engine.halts.service import HaltNeeds, HaltService, OnHalt
from r2k_tui.engine.index.reconstitution import ReconstitutionWatch
from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.sources.base import Source
from r2k_tui.store.halts import HaltStore
from r2k_tui.store.store import Store
from r2k_tui.store.universe import UniverseStore


class IndexNeeds(NamedTuple):
    """Dependencies of the services of the index, beyond the members themselves."""

    source: Source
    lists: UniverseStore
    on_reconstitution: Callable[[str, str], None]
    hours: Hours
    random: Random
    store: Store
    on_halt: OnHalt


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
        provider = halt_provider(config, needs.source, context.as_of, clock)
        store = HaltStore(needs.store, provider.name)
        self.halts = HaltService(
            context, HaltNeeds(provider, store, universe.state, needs.hours, needs.random, needs.on_halt)
        )
        self.screens = ScreenService(config.screens, universe, (self.halts,))

    def all(self) -> tuple[object, ...]:
        """Services available to request handlers."""
        return (self._universe, self.index, self.halts, self.screens)

    async def run(self) -> None:
        """Start the members of a remote source, and run every service until cancelled."""
        if self._starts:
            self._universe.begin()  # a local source loads quickly on demand
        async with asyncio.TaskGroup() as group:
            for job in self._jobs():
                group.create_task(job)

    def _jobs(self) -> tuple[Coroutine[Any, Any, None], ...]:
        return (self._reconstitution.run(), self._begin_halts())

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
        self.halts.insist()

    async def close(self) -> None:
        """Release the connections of every service."""
        await self.halts.close()
        await self._universe.close()
