"""Macro report as of now: the figures and the policy study."""

from __future__ import annotations

import asyncio
from datetime import date

import numpy as np

from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.macro.figure_series import MacroInputs
from r2k_tui.engine.macro.figures import FUTURES, LOAN_FUND, figures_of
from r2k_tui.engine.macro.policy_study import Inputs, study_policy
from r2k_tui.engine.macro.service import MacroService
from r2k_tui.engine.macro.valuation import StoredValuations, fund_figure, valuation_figures
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.macro.figures import Macro, MacroFigure, PolicyStudy
from r2k_tui.model.macro.series import MacroSeries
from r2k_tui.model.market.bars import Interval

_SIZES = ("small", "large")


class MacroReport:
    """Report built from the state of other services. The policy study is cached until its inputs change."""

    def __init__(
        self, context: EngineContext, macro: MacroService, universe: UniverseService, bars: BarService, hours: Hours
    ) -> None:
        self._context, self._macro, self._universe, self._bars, self.hours = context, macro, universe, bars, hours
        self._study: tuple[tuple[object, ...], PolicyStudy | str] | None = None

    def day(self) -> date:
        """Day of the report: the requested day, else the last day of recorded data, else today in New York."""
        market = self._context.market
        if self._context.as_of is not None:
            return date.fromisoformat(self._context.as_of)
        if not market.facts.live and market.as_of is not None:
            return date.fromisoformat(market.as_of)
        return new_york_day(self._context.clock())

    async def ready(self, *, fresh: bool = False) -> None:
        """Wait for the series, including stored ones; with `fresh`, for the first poll to end."""
        await self._macro.ready(fresh=fresh)

    async def macro(self) -> Macro:
        """All figures as of the day of the report: valuations first, then the macro table."""
        await self._macro.ready()
        day = self.day()
        return Macro(day.isoformat(), (*await self._valuations(day), *await self._figures(day)))

    async def figures(self) -> dict[str, MacroFigure]:
        """All figures by key."""
        return {figure.key: figure for figure in (await self.macro()).figures}

    async def policy(self) -> PolicyStudy | str:
        """Policy study as of the day of the report; a sentence with the reason where an input is missing."""
        await self._macro.ready()
        market = self._context.config.market
        names = (market.index, market.large_index, market.small_fund, market.large_fund)
        series = self._macro.state.known_on(self.day())
        stamp = (
            self.day(),
            *((s.id, s.retrieved_at, len(s)) for s in series.values()),
            *(self._stamp(name) for name in names),
        )
        if self._study is None or self._study[0] != stamp:
            self._study = stamp, await self._made(names, series)
        return self._study[1]

    async def _made(self, names: tuple[str, ...], series: dict[str, MacroSeries]) -> PolicyStudy | str:
        found = await self._bars.all_finished_daily(names)
        for name in names[:2]:
            if name not in found:
                return f"no daily bars of {name}"
        funds = tuple(found[name] for name in names[2:] if name in found)
        unfinished = np.datetime64(self._unfinished_month())
        return await asyncio.to_thread(
            study_policy, Inputs(found[names[0]], found[names[1]], funds, series, unfinished, self.day())
        )

    def _unfinished_month(self) -> date:
        """First day of the month in progress: the first month whose last session lies after the day of the report."""
        day, days = self.day(), self.hours.days()
        later = days[days > np.datetime64(day)]
        if len(later) and later[0].astype("datetime64[M]") != np.datetime64(day, "M"):
            found: date = later[0].astype("datetime64[M]").astype("datetime64[D]").item()
            return found
        return day.replace(day=1)

    def _stamp(self, symbol: str) -> tuple[str, int, int]:
        bars = self._context.market.bars.get((symbol, Interval.D1))
        return (symbol, len(bars), bars.times()[-1]) if bars is not None and len(bars) else (symbol, 0, 0)

    async def _figures(self, day: date) -> tuple[MacroFigure, ...]:
        market = self._context.config.market
        names = (market.bill, market.high_yield, market.treasury, FUTURES, LOAN_FUND)
        found = await self._bars.all_finished_daily(names)
        state = self._macro.state
        roles = (market.bill, market.high_yield, market.treasury)
        world = MacroInputs(day, state.known_on(day), found, *roles, state.reason)
        return await asyncio.to_thread(figures_of, world)

    async def _valuations(self, day: date) -> tuple[MacroFigure, ...]:
        config, facts = self._context.config, self._context.market.facts
        if facts.live and config.universe.enabled:
            self._universe.begin()
            await self._universe.estimate()
        summary = self._universe.state.summary
        if facts.live and summary is not None:
            await self._macro.keep_valuations(day.isoformat(), (summary.valuation, summary.large_valuation))
        small_fund, large_fund = config.market.small_fund, config.universe.large_fund
        small, large = [
            StoredValuations(await self._macro.valuations(fund), self._why_none(fund))
            for fund in (small_fund, large_fund)
        ]
        said = self._macro.state.fund_figures
        funds = tuple(
            fund_figure(name, fund, day, said) for name, fund in zip(_SIZES, (small_fund, large_fund), strict=True)
        )
        return (*valuation_figures(day, small, large), *funds)

    def _why_none(self, fund: str) -> str:
        if not self._context.market.facts.live:
            return f"not testable at that date: no estimates of the members of {fund} were kept then"
        return f"no estimates of the members of {fund} yet: they come with the members (view 7)"
