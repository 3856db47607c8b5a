"""Gathering of what a brief is made of, from the services that own it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from r2k_tui.engine.alerts.service import AlertService
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.brief import index, markets, states
from r2k_tui.engine.brief.events import DAYS
from r2k_tui.engine.brief.inputs import LONG_YIELD, BriefInputs, Since
from r2k_tui.engine.brief.releases import AHEAD
from r2k_tui.engine.brief.since import since_of, since_time
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.service import EventService
from r2k_tui.engine.halts.service import HaltService
from r2k_tui.engine.macro.report import MacroReport
from r2k_tui.engine.readings.service import ReadingsService
from r2k_tui.engine.readings.studies import study_followthrough, study_states
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.engine.thesis.service import ThesisService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.events.calendar import EventCalendar
from r2k_tui.model.halts.listing import HaltList
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.holdings import GROWTH_FUND, VALUE_FUND
from r2k_tui.model.market.universe import Summary
from r2k_tui.model.messages.brief import GetBrief
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.readings.study import FollowThrough, States
from r2k_tui.model.thesis import Flip, Ledger
from r2k_tui.sources.base import NotFound, SourceError

_INDEX_KEYS = tuple(dict.fromkeys((*index.KEYS, *markets.RISK_KEYS, *states.KEYS)))
_MONTH = 0.10
# Bars that no topic polls are fetched again when they are older than this.
_FRESH_S = 1800.0


@dataclass(frozen=True)
class Gatherer:
    """The services that know what a brief says."""

    context: EngineContext
    bars: BarService
    readings: ReadingsService
    report: MacroReport
    universe: UniverseService
    thesis: ThesisService
    alerts: AlertService
    events: EventService
    halts: HaltService

    async def gather(self, request: GetBrief) -> BriefInputs:
        """Inputs of a brief as of now. Raises BadSince; SourceError without bars of the index."""
        market, facts = self.context.config.market, self.context.market.facts
        others = (
            *(market.large_index, VALUE_FUND, GROWTH_FUND, LONG_YIELD, market.bill, market.high_yield),
            *(market.implied_volatility, market.implied_volatility_fallback),
        )
        await self.bars.latest(market.index, Interval.D1)
        # Readings and scores of the index need the bars of the others.
        computed, absent = await self._others(dict.fromkeys(others))
        analysis = await self.readings.analysis(market.index)
        if analysis is None:
            raise NotFound(f"no daily bars of {market.index}")
        day = date.fromisoformat(analysis.facts.as_of)
        since = self._since(request, day)
        index_readings = await asyncio.to_thread(analysis.readings, _INDEX_KEYS)
        ledger, flips = await self._ledger(since, whole=request.settled)
        return BriefInputs(
            day=day,
            finished=not analysis.inputs.provisional,
            since=since,
            market=market,
            source=analysis.inputs.source or facts.name,
            simulated=facts.simulated,
            readings={**computed, market.index: index_readings},
            absent=absent,
            scores=await asyncio.to_thread(analysis.scores),
            states=await asyncio.to_thread(_states, analysis),
            months=await asyncio.to_thread(_months, analysis),
            figures=await self.report.figures(),
            members=await self._members(request),
            alerts=self._alerts(since),
            ledger=ledger,
            flips=flips,
            events=await self._events(request),
            releases=self.events.releases(day, day + AHEAD),
            halts=await self._halts(request),
        )

    def _since(self, request: GetBrief, day: date) -> Since:
        live = self.context.market.facts.live and self.context.as_of is None
        if request.since_time is not None and live:
            return since_time(request.since_time)
        now = self.context.clock() if live else closing_bell(day)
        return since_of(request.since, self.report.hours, now)

    async def _others(self, symbols: Mapping[str, None]) -> tuple[dict[str, Mapping[str, Reading]], dict[str, str]]:
        """Readings by symbol, and the reason for each symbol without bars."""
        found: dict[str, Mapping[str, Reading]] = {}
        absent: dict[str, str] = {}
        for symbol in symbols:
            try:
                await self.bars.latest(symbol, Interval.D1, max_age_s=_FRESH_S)
            except SourceError as error:
                absent[symbol] = str(error)
                continue
            computed = await self.readings.compute(symbol, index.OTHER_KEYS)
            if computed is None:
                absent[symbol] = "no daily bars"
            else:
                found[symbol] = computed.readings
        return found, absent

    async def _members(self, request: GetBrief) -> Summary | str:
        if not self.context.config.universe.enabled:
            return "the members are switched off in [universe]"
        await self.universe.ready(settled=request.settled)
        summary = self.universe.state.summary
        if summary is not None:
            return summary
        problem = next(iter(self.universe.state.problems.values()), None)
        return problem.message if problem is not None else "no list of members yet"

    async def _events(self, request: GetBrief) -> EventCalendar | str:
        if not self.context.config.universe.enabled:
            return "the members are switched off in [universe]"
        try:
            await self.events.ready(settled=request.settled)
            return self.events.calendar(DAYS)
        except SourceError as error:
            return str(error)

    async def _halts(self, request: GetBrief) -> HaltList | str:
        if self.context.as_of is not None:
            return "halts of a day of the past are not kept"
        await self.halts.ready(settled=request.settled)
        return self.halts.list()

    def _alerts(self, since: Since) -> tuple[Alert, ...] | str:
        if self.context.as_of is not None:
            return "alerts are not evaluated for a day of the past"
        return tuple(alert for alert in self.alerts.log() if alert.time >= since.time)

    async def _ledger(self, since: Since, *, whole: bool) -> tuple[Ledger | str, tuple[Flip, ...]]:
        try:
            ledger = await self.thesis.ledger(whole=whole)
        except SourceError as error:
            return str(error), ()
        return ledger, tuple(flip for flip in self.thesis.flips if flip.day >= since.day.isoformat())


def _states(analysis: SymbolAnalysis) -> States:
    return study_states(analysis)


def _months(analysis: SymbolAnalysis) -> FollowThrough:
    inputs = analysis.inputs
    return study_followthrough(inputs.own, inputs.sessions, _MONTH, provisional=inputs.provisional)
