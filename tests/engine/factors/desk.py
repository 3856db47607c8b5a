"""Factor files over a library on this machine, a store in a folder, and a clock that is set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.french import FrenchSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.context import new_context
from r2k_tui.engine.factors.files import FactorFiles
from r2k_tui.engine.polling.provider_topic import TopicNeeds
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import NotFound, Source, SourceError
from r2k_tui.store.store import Store
from tests.fakes.french_server import FrenchServer
from tests.fakes.scripted_source import LIVE, ScriptedSource

NOON = 1_760_025_600.0  # 2025-10-09 in New York
DAY_S = 86_400.0


class FactorDesk:
    """`statuses` holds the health of the topic in the last run."""

    def __init__(self, french: FrenchServer, folder: Path, hours: ExchangeHours) -> None:
        self.french, self._path, self._hours, self.now = french, folder / "factors.sqlite3", hours, NOON
        self.settings = FrenchSettings(endpoint=french.url, deadline_s=5.0)
        self.statuses: list[FeedStatus] = []
        self._told = asyncio.Event()

    @asynccontextmanager
    async def files(
        self, source: Source | None = None, *, as_of: str | None = None, replayed: bool = False
    ) -> AsyncIterator[FactorFiles]:
        """Files of one run of the program, over the store of the runs before it."""
        store = Store(self._path, "scripted")
        config = Config(french=self.settings)
        context = new_context(config, as_of, store, SourceFacts("scripted"), lambda: self.now)
        self.statuses = []
        needs = TopicNeeds(
            source or ScriptedSource(), store, self._hours, Random(1), self._take, publishes=True, replayed=replayed
        )
        files = FactorFiles(context, needs)
        try:
            yield files
        finally:
            await files.close()
            await context.archive.close()

    async def polled_again(self, files: FactorFiles) -> FeedStatus:
        """Status after a poll that a user insists on."""
        count = len(self.statuses) + 1
        files.insist()
        return await self.polled(count)

    async def polled(self, count: int) -> FeedStatus:
        """Status number `count` of this run, once there is one."""
        async with asyncio.timeout(20):
            while len(self.statuses) < count:
                self._told.clear()
                await self._told.wait()
        return self.statuses[-1]

    def _take(self, status: FeedStatus) -> None:
        self.statuses.append(status)
        self._told.set()

    @property
    def state(self) -> FeedState:
        """State of the topic."""
        return self.statuses[-1].state


class Keeping(ScriptedSource):
    """A local source with factor tables of its own."""

    def __init__(self, *, simulated: bool = False) -> None:
        info = msgspec.structs.replace(LIVE.info, simulated=simulated)
        super().__init__(msgspec.structs.replace(LIVE, info=info, remote=False), name="folder")
        self.tables: dict[str, FactorTable | SourceError] = {}

    async def factor_table(self, name: str) -> FactorTable:
        """See FactorSource."""
        found = self.tables.get(name, NotFound(f"no {name} in the folder"))
        if isinstance(found, SourceError):
            raise found
        return found
