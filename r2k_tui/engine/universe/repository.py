"""Persistent store of the universe. Failures appear in the topic `store` and never interrupt polling."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.archive import Archive
from r2k_tui.engine.universe.closes import CloseHistory, past_of_kept
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.sources.base import Source
from r2k_tui.store.universe import MemberCloses, StoredPrices, UniverseStore

_PRICES_EVERY_S = 60.0


class UniverseCache:
    """Stored universe of one data source. Prices and fundamentals persist only for a live source that uses the store.

    `until` truncates the closes after that day (days since 1970-01-01).
    """

    def __init__(self, store: UniverseStore, archive: Archive, source: Source, clock: Clock, until: int | None) -> None:
        self._store, self._archive, self._name = store, archive, source.name
        self._clock, self._until = clock, until
        self._keeps = source.capabilities.keeps_store and source.capabilities.live
        self._prices_at = 0.0

    async def prices(self) -> StoredPrices | None:
        """Last stored prices; None if there are none."""
        return await self._archive.run(partial(self._store.prices, self._name)) if self._keeps else None

    async def fundamentals(self) -> list[Fundamentals]:
        """Stored fundamentals of earlier runs."""
        return (await self._archive.run(partial(self._store.fundamentals, self._name)) if self._keeps else None) or []

    async def past(self, roll: Constituents) -> CloseHistory:
        """Close history of a list's constituents, assembled in a thread."""
        kept = await self._archive.run(partial(self._store.closes, self._name)) or []
        return await asyncio.to_thread(past_of_kept, roll, kept, self._name, self._until)

    async def closes(self, symbol: str) -> MemberCloses | None:
        """Stored closes of one constituent; None if there are none."""
        found = await self._archive.run(partial(self._store.closes, self._name, symbol))
        return found[0] if found else None

    async def checked_days(self) -> dict[str, int]:
        """Last day requested for each symbol's closes, in days since 1970-01-01."""
        return await self._archive.run(partial(self._store.checked_days, self._name)) or {}

    async def keep_closes(self, fresh: Sequence[MemberCloses]) -> None:
        """Store closes; returns once they are written."""
        await self._archive.run(partial(self._store.save_closes, self._name, tuple(fresh)))

    def keep_fundamentals(self, news: list[Fundamentals]) -> None:
        """Store new fundamentals."""
        if news and self._keeps:
            self._archive.write(partial(self._store.save_fundamentals, self._name, tuple(news)))

    def keep_prices(self, prices: ConstituentPrices, *, at_once: bool = False) -> None:
        """Store the last prices, at most once a minute unless `at_once`."""
        now = self._clock()
        if self._keeps and (at_once or now - self._prices_at >= _PRICES_EVERY_S):
            self._prices_at = now
            self._archive.write(partial(self._store.save_prices, self._name, prices.packed(now)))
