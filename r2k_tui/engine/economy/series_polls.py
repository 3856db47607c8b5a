"""Bringing the series of the economy up to date: from the market source itself where it has them, else from FRED."""

from __future__ import annotations

import asyncio
from functools import partial

from r2k_tui.engine.archive import Archive
from r2k_tui.engine.core import Core
from r2k_tui.engine.economy.state import EconomyState
from r2k_tui.engine.limits import TokenBucket
from r2k_tui.model.economy import SERIES, EconomicSeries, SeriesFacts
from r2k_tui.sources.base import AuthFailed, KeepsEconomy, NotFound, RateLimited, Source, SourceError, Unavailable
from r2k_tui.sources.fred.fetch import fetch_series
from r2k_tui.store.economy_shelf import EconomyShelf

_BURST = 15
# Failures of the service in a row after which the rest would only wait for the same.
_ENOUGH_FAILURES = 2


class SeriesPolls:
    """Owner of the series. `poll` is one round; the last good series stay, with their age."""

    def __init__(self, core: Core, source: Source) -> None:
        self._settings, self._clock = core.setup.config.fred, core.clock
        self._source, self._archive = source, core.archive
        self.shelf = EconomyShelf(core.lists, source.name)
        self._asks_fred = source.capabilities.remote and bool(self._settings.endpoint)
        self._pace = TokenBucket(self._settings.requests_per_minute, _BURST, core.clock)
        self.state, self.requests = EconomyState(), 0
        self._restored = False
        # Something is there to be shown, or nothing can be had.
        self.known = asyncio.Event()

    async def poll(self) -> str:
        """One look at every series; fails when all of them do. A word for the screen, "" when all is well."""
        await self._restore()
        try:
            return self._outcome(await self._round())
        finally:
            self.known.set()

    async def _round(self) -> dict[str, SourceError]:
        """Look for every series; what could not be had. Raises SourceError where the rest would only wait."""
        failed: dict[str, SourceError] = {}
        in_a_row = 0
        for facts in SERIES:
            try:
                await self._bring(facts)
                in_a_row = 0
            except RateLimited:
                raise
            except SourceError as error:
                self.state.failed(facts.id, error)
                failed[facts.id] = error
                in_a_row = in_a_row + 1 if isinstance(error, Unavailable | AuthFailed) else 0
                if in_a_row == _ENOUGH_FAILURES:
                    raise
        return failed

    def _outcome(self, failed: dict[str, SourceError]) -> str:
        if len(failed) == len(SERIES):
            first = next(iter(failed.values()))
            if self._asks_fred or not all(isinstance(error, NotFound) for error in failed.values()):
                raise first
            # A folder without economic series has none tomorrow either: nothing fails, and nothing is tried in a hurry.
            return str(first)
        noted = [f"{series.id} {series.note}" for series in self.state.series.values() if series.note]
        missing = [f"{len(failed)} of {len(SERIES)} series missing: {' '.join(failed)}"] if failed else []
        return "; ".join((*missing, *noted))

    async def _restore(self) -> None:
        if not self._restored:
            self._restored = True
            self.state.restore(await self._archive.look(self.shelf.series) or [])
            if self.state.series:
                self.known.set()

    async def _bring(self, facts: SeriesFacts) -> None:
        if isinstance(self._source, KeepsEconomy):
            try:
                self.state.put(await self._source.economy(facts.id))
                return
            except NotFound:
                if not self._asks_fred:
                    raise
        if not self._asks_fred:
            raise NotFound(f"no {facts.id}: [fred] endpoint is empty in the settings")
        series = await self._fetched(facts, self.state.series.get(facts.id))
        self.state.put(series)
        self._keep(self._archive, series)

    async def _fetched(self, facts: SeriesFacts, known: EconomicSeries | None) -> EconomicSeries:
        await self._pace.take()
        self.requests += 1
        return await fetch_series(facts, known, self._settings, self._clock())

    def _keep(self, archive: Archive, series: EconomicSeries) -> None:
        archive.keep(partial(self.shelf.save_series, series))
