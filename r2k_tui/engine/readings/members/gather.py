"""Gathering of the inputs of the readings of the index, part by part, from the services that own them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from functools import partial
from typing import TypeVar

import numpy as np

from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.readings.members.estimates.record import EstimateRecord
from r2k_tui.engine.readings.members.future.quotes import FutureQuoteFeed
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs, MemberSample
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.holdings import CORE_FUND, GROWTH_FUND, VALUE_FUND, FundHoldings
from r2k_tui.sources.base import NotFound, SourceError

# Topic of the lists of other funds.
TOPIC = "styles"
# Bars that no topic polls are fetched again when they are older than this; a list is at most a day old then. What
# failed is tried again later, however often it is read meanwhile.
_FRESH_S, _LIST_S, _AGAIN_S = 1800.0, 6 * 3600.0, 600.0
Gathered = TypeVar("Gathered", FundHoldings, DailySeries)
Given = TypeVar("Given")


class MemberGatherer:
    """Owner of the lists and failures it has gathered. No part is later than the day of the analysis."""

    def __init__(
        self,
        context: EngineContext,
        universe: UniverseService,
        bars: BarService,
        estimates: EstimateRecord,
        future: FutureQuoteFeed,
    ) -> None:
        self._context, self._universe, self._bars = context, universe, bars
        self._estimates, self._future = estimates, future
        market, large = context.config.market, context.config.universe.large_fund
        self._list_funds = {
            InputPart.LARGE_LIST: large,
            InputPart.VALUE_LIST: VALUE_FUND,
            InputPart.GROWTH_LIST: GROWTH_FUND,
        }
        self._bar_funds = {
            InputPart.SMALL_BARS: market.small_fund,
            InputPart.VALUE_BARS: VALUE_FUND,
            InputPart.GROWTH_BARS: GROWTH_FUND,
            InputPart.CORE_BARS: CORE_FUND,
        }
        self._lists: dict[InputPart, tuple[float, FundHoldings]] = {}
        self._failed: dict[InputPart, tuple[float, SourceError]] = {}
        self._requested = 0
        self._gathering = asyncio.Lock()

    async def gather(self, parts: Iterable[InputPart]) -> MemberInputs:
        """The named parts as of now; raises nothing that a source raises."""
        wanted, missing = set(parts), dict[InputPart, str]()
        table = self._members() if InputPart.MEMBERS in wanted else None
        if InputPart.MEMBERS in wanted and table is None:
            missing[InputPart.MEMBERS] = self._why_no_members()
        async with self._gathering:  # of two who ask at once, the second finds what the first was given
            requested = self._requested
            lists, series = await asyncio.gather(
                self._each(self._list_funds, wanted, self._list, missing),
                self._each(self._bar_funds, wanted, self._series, missing),
            )
            if self._requested != requested:
                self._publish_health()
            estimates = await self._wanted(InputPart.ESTIMATES, self._estimates.kept, wanted, missing)
            quotes = await self._wanted(InputPart.FUTURE, self._future.quotes, wanted, missing)
        return MemberInputs(table, lists, series, missing, estimates, quotes, self._at())

    def _at(self) -> float:
        as_of = self._context.as_of
        return self._context.clock() if as_of is None else closing_bell(date.fromisoformat(as_of))

    async def _each(
        self,
        funds: dict[InputPart, str],
        wanted: set[InputPart],
        get: Callable[[InputPart, str], Awaitable[Gathered]],
        missing: dict[InputPart, str],
    ) -> dict[InputPart, Gathered]:
        """What is given of each wanted part, all requested at once; the reasons go to `missing`."""
        parts = [part for part in funds if part in wanted]
        found = await asyncio.gather(*(self._given(part, partial(get, part, funds[part]), missing) for part in parts))
        return {part: value for part, value in zip(parts, found, strict=True) if value is not None}

    @staticmethod
    async def _wanted(
        part: InputPart,
        get: Callable[[], Awaitable[Given]],
        wanted: set[InputPart],
        missing: dict[InputPart, str],
    ) -> Given | None:
        """Result of `get`, which knows itself how often to ask anew."""
        if part not in wanted:
            return None
        try:
            return await get()
        except SourceError as error:
            missing[part] = str(error)
            return None

    async def _given(
        self, part: InputPart, get: Callable[[], Awaitable[Gathered]], missing: dict[InputPart, str]
    ) -> Gathered | None:
        """Result of `get`, unless it fails or failed lately."""
        failed = self._failed.get(part)
        if failed is not None and 0 <= self._context.clock() - failed[0] < _AGAIN_S:
            missing[part] = str(failed[1])
            return None
        try:
            found = await get()
        except SourceError as error:
            missing[part] = str(error)
            self._failed[part] = self._context.clock(), error
            return None
        self._failed.pop(part, None)
        return found

    def _members(self) -> MemberSample | None:
        state = self._universe.state
        universe, roll = state.universe(), state.roll
        if universe is None or roll is None:
            return None
        members, summary = universe.members, universe.summary
        as_of = self._context.as_of
        if as_of is not None and summary.holdings_as_of > as_of:
            return None  # who is a member later says nothing of that day
        facts = self._context.market.facts
        return MemberSample(
            fund=summary.fund,
            listed=summary.holdings_as_of,
            as_of=summary.as_of or summary.holdings_as_of,
            source=f"{summary.fund} list of {summary.holdings_as_of}, quotes by {facts.name}",
            symbols=members.symbols,
            sectors=members.sectors,
            sector_of=roll.sector_of,
            weights=np.frombuffer(members.weight),
            prices=np.frombuffer(members.price),
            returns=np.frombuffer(members.ret_1d),
            trailing_eps=state.prices.figure("trailing_eps").copy(),
            forward_eps=state.prices.figure("forward_eps").copy(),
            closes=state.past.table,
            basis=state.past.basis,
        )

    def _why_no_members(self) -> str:
        state, as_of = self._universe.state, self._context.as_of
        if state.roll is not None and as_of is not None:
            return f"no list of {state.roll.fund} of {as_of} or before is known"
        problem = next(iter(state.problems.values()), None)
        return problem.message if problem is not None else "no list of members yet"

    async def _list(self, part: InputPart, fund: str) -> FundHoldings:
        now, as_of = self._context.clock(), self._context.as_of
        at, known = self._lists.get(part, (float("-inf"), None))
        if known is None or not 0 <= now - at < _LIST_S:
            self._requested += 1
            known = await self._universe.list_of(fund)
            self._lists[part] = now, known
        if as_of is not None and known.as_of > as_of:
            raise NotFound(f"no list of {fund} of {as_of} or before is known")
        return known

    def _publish_health(self) -> None:
        """Publish the health of all lists; a source that has none of a fund has not failed."""
        failed = [self._failed[part] for part in self._list_funds if part in self._failed]
        before = self._context.market.feeds.get(TOPIC, FeedStatus(TOPIC))
        given = [at for at, _ in self._lists.values()]
        again = [at + _AGAIN_S for at, _ in failed] or [at + _LIST_S for at in given]
        bad = [error for _, error in failed if not isinstance(error, NotFound)]
        state = FeedState.FAILING if bad else FeedState.OK if given else FeedState.IDLE
        status = FeedStatus(
            TOPIC,
            state,
            last_success=max(given, default=None),
            next_try=min(again, default=None),
            failures=before.failures + 1 if bad else 0,
            requests=self._requested,
            message="; ".join(str(error) for _, error in failed),
        )
        self._context.publish_status(status)

    async def _series(self, part: InputPart, fund: str) -> DailySeries:
        try:
            found = await self._bars.finished_daily(fund, fetch=True, max_age_s=_FRESH_S)
        except SourceError:
            # Bars of an earlier fetch tell their age by their last day.
            found = await self._bars.finished_daily(fund)
            if found is None:
                raise
        if found is None:
            raise NotFound(f"no {Interval.D1} bars of {fund}")
        return found
