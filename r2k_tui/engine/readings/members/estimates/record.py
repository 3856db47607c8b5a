"""Record of forward earnings: one estimate a member a day, kept from the day on which R2K first ran."""

from __future__ import annotations

import asyncio
from datetime import datetime, time
from functools import partial

import numpy as np

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.readings.members.inputs import KeptEstimates
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.sources.base import NotFound, Source
from r2k_tui.sources.member_data import EstimatesSource
from r2k_tui.store.forward_estimates import ForwardEstimates

# Kept days that the readings look back by.
LOOKBACKS = (5, 21)
_KEEP_S = 600.0


class EstimateRecord:
    """Owner of the record of one source: in the store, or by day from a source that has its own."""

    def __init__(
        self, context: EngineContext, universe: UniverseService, source: Source, store: ForwardEstimates, *, keeps: bool
    ) -> None:
        self._context, self._universe, self._store, self._keeps = context, universe, store, keeps
        self._source = source if isinstance(source, EstimatesSource) else None
        self._last: DayEstimates | None = None
        # Tables of past days, which no longer change.
        self._tables: dict[str, DayEstimates] = {}

    async def kept(self) -> KeptEstimates:
        """Days kept up to the day of the analysis, and the tables that are compared. Raises SourceError without any."""
        days = await self._days()
        if not days:
            raise NotFound(self._why_none())
        wanted = {days[-1], *(days[-1 - back] for back in LOOKBACKS if back < len(days))}
        past = {day: table for day, table in self._tables.items() if day in wanted and day != days[-1]}
        self._tables = past | {day: table for day in sorted(wanted - set(past)) if (table := await self._of(day))}
        return KeptEstimates(days, dict(self._tables), self._context.market.facts.name)

    async def run(self) -> None:
        """Keep the estimates of each day until cancelled; only those of a live source that keeps its data."""
        if not self._keeps:
            return
        await self._universe.ready(settled=True)
        while True:
            await self.keep()
            await asyncio.sleep(_KEEP_S)

    async def keep(self) -> None:
        """Store the present estimates under the session of the newest prices, unless they are stored already."""
        found = present_estimates(self._universe.state, self._context.clock())
        if found is None:
            return
        if self._last is None or self._last.day != found.day:
            self._last = await self._context.archive.run(partial(self._store.of, found.day))
        whole = found if self._last is None else completed(found, self._last)
        if self._last is None or whole.eps != self._last.eps or whole.symbols != self._last.symbols:
            self._last = whole
            self._context.archive.write(partial(self._store.save, whole))

    async def _days(self) -> tuple[str, ...]:
        if self._source is not None:
            until = self._context.as_of or "9999"
            return tuple(day for day in await self._source.estimate_days() if day <= until)
        return await self._context.archive.run(partial(self._store.days, self._context.as_of)) or ()

    async def _of(self, day: str) -> DayEstimates | None:
        if self._source is not None:
            return await self._source.estimates_of(day)
        return await self._context.archive.run(partial(self._store.of, day))

    def _why_none(self) -> str:
        if self._context.as_of is not None:
            return f"no estimates are kept of {self._context.as_of} or before"
        if not self._keeps:
            return f"the source {self._context.market.facts.name} has no estimates that are kept by day"
        return "no estimate is kept yet: R2K keeps one a member a day from its first run on"


def present_estimates(state: UniverseState, now: float) -> DayEstimates | None:
    """Estimates under the day of the newest prices; None without any.

    An estimate that was taken before that day, in an earlier run, is not one of that day: it is missing.
    """
    roll, day = state.roll, state.prices.newest_day()
    if roll is None or day is None:
        return None
    midnight = datetime.combine(day, time(), NEW_YORK).timestamp()
    eps = np.where(state.prices.taken_at() >= midnight, state.prices.figure("forward_eps"), np.nan)
    if not np.isfinite(eps).any():
        return None
    currencies = tuple(state.currency_of(symbol) for symbol in roll.symbols)
    prices = np.frombuffer(state.prices.price)
    return DayEstimates(day.isoformat(), roll.symbols, eps.tobytes(), prices.tobytes(), currencies, now)


def completed(found: DayEstimates, earlier: DayEstimates) -> DayEstimates:
    """Estimates of a day, with those of an earlier table of the same day for members that it lacks."""
    eps, prices = np.frombuffer(found.eps).copy(), np.frombuffer(found.prices).copy()
    lacking = np.flatnonzero(np.isnan(eps)).tolist()
    if not lacking:
        return found
    place = {symbol: row for row, symbol in enumerate(earlier.symbols)}
    old_eps, old_prices, currencies = np.frombuffer(earlier.eps), np.frombuffer(earlier.prices), list(found.currencies)
    for row in lacking:
        known = place.get(found.symbols[row])
        if known is not None and np.isfinite(old_eps[known]):
            eps[row], prices[row], currencies[row] = old_eps[known], old_prices[known], earlier.currencies[known]
    return DayEstimates(found.day, found.symbols, eps.tobytes(), prices.tobytes(), tuple(currencies), found.taken_at)
