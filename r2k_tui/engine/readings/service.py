"""Computation of readings off the event loop, whenever their inputs change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from r2k_tui.analytics.series.series import DailySeries, from_bars
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.bars.day_bar import day_so_far
from r2k_tui.engine.bars.ratios import DailyRatios
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.calendar.venue_hours import HoursOf
from r2k_tui.engine.clock import Clock
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.members.registry import MEMBER_KEYS, spec_of
from r2k_tui.engine.readings.members.service import MemberReadings
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.ratio import is_ratio, legs_of
from r2k_tui.model.readings.reading import Reading, Score

log = logging.getLogger(__name__)
# Between two computations; and how often at most to look for a history that was missing in the last one.
_SPACING_S, _LOOK_S = 1.0, 0.125
# Index readings of the first screen; the rest is computed on request.
SCREEN_KEYS = (
    *("last_close", "ret_1d", "ret_ytd", "ret_1y", "mom_12_1", "rs63"),
    *("record_close", "record_close_date", "is_record_close", "curdd_px"),
    *("ewma_vol94", "rv21", "rv21_pctile_2520", "fhsvar95", "fhscvar95", "fhsvar99"),
    *("chan126_intact_up", "chan126_r2", "chan126_z", "donchian55_breakout", "obv_slope20_norm"),
)


class ComputedReadings(NamedTuple):
    """Result of one computation."""

    symbol: str
    readings: dict[str, Reading]
    scores: tuple[Score, Score]


def roles(market: MarketSettings) -> dict[Role, str]:
    """Symbol of each role."""
    return {role: getattr(market, role.value) for role in Role}


class ReadingsService:
    """Owner of the analyses, one per symbol: rebuilt when its bars change, ticked when its price does."""

    def __init__(
        self, market: MarketState, settings: MarketSettings, hours: Hours, hours_of: HoursOf, clock: Clock
    ) -> None:
        self._market, self._settings, self._hours, self._clock = market, settings, hours, clock
        self._hours_of = hours_of
        self._analyses: dict[str, tuple[tuple[Bars | None, ...], SymbolAnalysis]] = {}
        self._changed = asyncio.Event()
        self._computing = asyncio.Lock()
        self._members: MemberReadings | None = None
        self._ratios = DailyRatios(market, clock)

    def include(self, members: MemberReadings) -> None:
        """Compute the readings of the index's members as well, as further readings of the index."""
        self._members = members

    def invalidate(self) -> None:
        """Schedule a recomputation: an input of the index readings has changed."""
        self._changed.set()

    async def run(
        self, keys: tuple[str, ...], publish: Callable[[ComputedReadings], None], failed: Callable[[Exception], None]
    ) -> None:
        """Update `keys` and the scores of the index until cancelled; a defect costs one computation, not the rest."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            had = self._histories()
            try:
                computed = await self.compute(self._settings.index, keys)
            except Exception as error:
                log.exception("readings of %s", self._settings.index)
                failed(error)
            else:
                if computed is not None:
                    publish(computed)
            await self._space(had)

    async def _space(self, had: int) -> None:
        """Keep two computations apart; a history that arrives meanwhile, as all do at the start, ends the wait."""
        if had == len(Role):
            await asyncio.sleep(_SPACING_S)
            return
        changed = False
        with suppress(TimeoutError):
            async with asyncio.timeout(_SPACING_S):
                while self._histories() <= had:
                    await self._changed.wait()
                    self._changed.clear()
                    changed = True
                    await asyncio.sleep(_LOOK_S)
        if changed:
            self._changed.set()

    def _histories(self) -> int:
        """How many of the roles have a history."""
        return sum(self._bars(symbol) is not None for symbol in roles(self._settings).values())

    async def compute(self, symbol: str, keys: tuple[str, ...] | None) -> ComputedReadings | None:
        """Readings and scores of a symbol as of now; None while its daily bars are missing.

        Without `keys`, all of them; those of the members belong to the index, and are absent for another symbol.
        """
        own = keys if keys is None else tuple(key for key in keys if key not in MEMBER_KEYS)
        async with self._computing:
            analysis = await self.analysis(symbol)
            if analysis is None:
                return None
            computed = await asyncio.to_thread(_computed, symbol, analysis, own)
        further = await self._of_members(symbol, keys)
        if not further:
            return computed
        both = {**computed.readings, **further}
        return computed._replace(readings=both if keys is None else {key: both[key] for key in keys})

    async def _of_members(self, symbol: str, keys: tuple[str, ...] | None) -> dict[str, Reading]:
        members = self._members if symbol == self._settings.index else None
        if members is not None:
            wanted = MEMBER_KEYS if keys is None else tuple(key for key in keys if key in MEMBER_KEYS)
            return await members.readings(wanted) if wanted else {}
        wanted = tuple(key for key in keys or () if key in MEMBER_KEYS)
        return {key: _of_another_symbol(key, self._settings.index) for key in wanted}

    async def analysis(self, symbol: str) -> SymbolAnalysis | None:
        """Analysis of a symbol, including its last price; None while its daily bars are missing."""
        bars = self._bars(symbol)
        if bars is None or not len(bars):
            return None
        names = roles(self._settings)
        dependencies = (bars, *(self._bars(name) for name in names.values()))
        known = self._analyses.get(symbol)
        if known is None or any(a is not b for a, b in zip(known[0], dependencies, strict=True)):
            inputs = self._inputs(bars, names)
            known = dependencies, await asyncio.to_thread(SymbolAnalysis, inputs)
            self._analyses[symbol] = known
        quote = self._market.quotes.get(symbol) if self._market.facts.live else None
        tick = day_so_far(bars, quote, self._clock(), partial(self._market.day_at, symbol))
        return await asyncio.to_thread(known[1].tick, tick) if tick is not None else known[1]

    def _bars(self, symbol: str) -> Bars | None:
        return self._ratios.bars(symbol) if is_ratio(symbol) else self._market.bars.get((symbol, Interval.D1))

    def _inputs(self, bars: Bars, names: dict[Role, str]) -> ReadingInputs:
        context: dict[Role, DailySeries] = {}
        for role, name in names.items():
            series = self._bars(name)
            if series is not None and len(series):
                context[role] = from_bars(series)
        last = day_of_bar(bars.times()[-1])
        return ReadingInputs(
            own=from_bars(bars),
            sessions=self._hours.days(),
            context=context,
            provisional=not all(self._hours_of(leg).finished(last, self._clock()) for leg in legs_of(bars.symbol)),
            risk_free=self._settings.risk_free,
            source=bars.source,
            market=self._settings,
        )


def _computed(symbol: str, analysis: SymbolAnalysis, keys: tuple[str, ...] | None) -> ComputedReadings:
    return ComputedReadings(symbol, analysis.readings(keys), analysis.scores())


def _of_another_symbol(key: str, index: str) -> Reading:
    spec = spec_of(key)
    return Reading(key, None, spec.unit, "", 0, "", "", spec.definition, f"a reading of the index, {index}, alone")
