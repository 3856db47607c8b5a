"""Lists of a fund by day: those in the store, and those of a source that has several days."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from datetime import date

from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import DatedHoldingsSource, HoldingsSource, NotFound, Source
from r2k_tui.sources.holdings.funds import check_size
from r2k_tui.store.universe import UniverseStore


class DatedLists:
    """Reader of the lists; none is later than `until` (YYYY-MM-DD), None for no limit."""

    def __init__(self, source: Source, store: UniverseStore, until: str | None) -> None:
        self._source, self._store, self._until = source, store, until

    async def days(self, fund: str) -> tuple[str, ...]:
        """Days with a list, oldest first."""
        return tuple(sorted(await self._places(fund)))

    async def on(self, fund: str, day: str) -> FundHoldings:
        """List of a day that has one. Raises NotFound, and BadData for a list that was cut off."""
        places = await self._places(fund)
        if day not in places:
            raise NotFound(f"no list of {fund} of {day} is kept")
        found = await self._read(fund, day, of_source=places[day])
        check_size(found)
        return found

    async def near(self, fund: str, day: str, within_days: int) -> FundHoldings | None:
        """List of a day or the last one before it, at most so many days old; None without one."""
        days = await self.days(fund)
        place = bisect_right(days, day)
        if not place or (date.fromisoformat(day) - date.fromisoformat(days[place - 1])).days > within_days:
            return None
        return await self.on(fund, days[place - 1])

    async def _places(self, fund: str) -> dict[str, bool]:
        """Whether a day's list is that of the source, by day; a list of the store goes before one of the source."""
        kept = await asyncio.to_thread(self._store.lists)
        places = dict.fromkeys(await self._of_source(fund), True)
        places.update((day, False) for name, day in kept if name == fund)
        return {day: of_source for day, of_source in places.items() if self._until is None or day <= self._until}

    async def _of_source(self, fund: str) -> tuple[str, ...]:
        if isinstance(self._source, DatedHoldingsSource):
            return await self._source.holdings_days(fund)
        if isinstance(self._source, HoldingsSource):
            try:
                return ((await self._source.holdings(fund)).as_of,)
            except NotFound:
                pass
        return ()

    async def _read(self, fund: str, day: str, *, of_source: bool) -> FundHoldings:
        if not of_source:
            found = await asyncio.to_thread(self._store.holdings, fund, day)
            if found is None or found.as_of != day:
                raise NotFound(f"the kept list of {fund} of {day} cannot be read")
            return found
        if isinstance(self._source, DatedHoldingsSource):
            return await self._source.holdings_of(fund, day)
        assert isinstance(self._source, HoldingsSource)
        return await self._source.holdings(fund)
