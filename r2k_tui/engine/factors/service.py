"""Factor studies: regressions of symbols, portfolios and members of the index on factor returns."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.factors.factor_returns import FactorReturns, NoFactors, joined
from r2k_tui.analytics.factors.monthly_returns import MonthlyReturns, mixed_returns
from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.allocation.names import IN_SAMPLE
from r2k_tui.engine.allocation.service import AllocationService
from r2k_tui.engine.allocation.worker.client import AllocationFailure
from r2k_tui.engine.bars.exchange_rates import rates_at_hand
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.factors.files import FactorFiles
from r2k_tui.engine.factors.fits import CannotFit, fit, member_betas
from r2k_tui.engine.factors.prices import DollarHistory, MonthCalendar, daily_series, dollar_histories
from r2k_tui.engine.factors.weights import fixed_weights, own_weights, rescaled
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.factors.models import DEFAULT, MODELS, FactorModel
from r2k_tui.model.factors.study import FactorFit, FactorOrigin, FactorStudy, MemberBetas
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.holdings import CORE_FUND, GROWTH_FUND, VALUE_FUND
from r2k_tui.model.market.quote import CURRENCY
from r2k_tui.model.messages.allocation.factors import GetFactors
from r2k_tui.model.money.conversion import NoRate, convert, legs, rates_needed
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.text import clean, plural


class FactorFailure(Exception):
    """A request that cannot be answered; `kind` for programs, the text is the user-facing reason."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind = kind


class _Gathered(NamedTuple):
    """Inputs of a study. `named` holds the weights of the portfolios, None for `own` before its prices are known."""

    factors: FactorReturns
    symbols: tuple[str, ...]
    named: dict[str, dict[str, float] | None]
    series: dict[str, DailySeries]
    sessions: Days


class FactorService:
    """Builder of factor studies from bars and factor tables; regressions are computed in a thread."""

    def __init__(
        self,
        context: EngineContext,
        bars: BarService,
        files: FactorFiles,
        hours: Hours,
        allocation: AllocationService,
        universe: UniverseService,
    ) -> None:
        self._context, self._bars, self._files, self._hours = context, bars, files, hours
        self._allocation, self._universe = allocation, universe

    async def study(self, request: GetFactors) -> FactorStudy:
        """Study of the requested symbols and portfolios. Raises FactorFailure, and SourceError without factors."""
        name = request.model or DEFAULT
        if name not in MODELS:
            raise FactorFailure("usage", f"no factor model {clean(name, 40)}; there are {', '.join(MODELS)}")
        model = MODELS[name]
        tables = await asyncio.gather(*(self._files.table(table) for table in model.tables))
        problems: list[Problem] = []
        gathered = await self._gather(request, self._joined(tables, model, problems), problems)
        fits = await asyncio.to_thread(self._fits, gathered, problems)
        return FactorStudy(
            model=name,
            title=model.title,
            factors=model.factors,
            fits=fits,
            origins=tuple(self._origin(table) for table in tables),
            members=await self._members(gathered, problems) if request.members else None,
            problems=tuple(dict.fromkeys(problems)),
            source=self._context.market.facts.name,
        )

    def _joined(self, tables: list[FactorTable], model: FactorModel, problems: list[Problem]) -> FactorReturns:
        until = np.datetime64(self._context.as_of, "M") if self._context.as_of is not None else None
        try:
            factors = joined(tables, model, until)
        except NoFactors as error:
            raise FactorFailure("bad_data", str(error)) from None
        if factors.incomplete:
            words = f"{plural(factors.incomplete, 'month')} of the factors without every value: left out"
            problems.append(Problem("", "note", words))
        if factors.gaps:
            problems.append(Problem("", "note", f"the factor tables lack {plural(factors.gaps, 'month')} in between"))
        return factors

    async def _gather(self, request: GetFactors, factors: FactorReturns, problems: list[Problem]) -> _Gathered:
        config = self._context.config
        symbols = request.symbols
        if not symbols and not request.portfolios:
            symbols = (config.market.small_fund, VALUE_FUND, GROWTH_FUND, CORE_FUND)
        symbols = tuple(dict.fromkeys(symbols))
        named: dict[str, dict[str, float] | None] = {}
        for asked in request.portfolios:
            name = asked or config.allocation.aim
            if name not in named:
                named |= await self._weights(name, problems)
        parts = [symbol for weights in named.values() for symbol in weights or () if symbol != CASH]
        held = (*config.allocation.own, *self._shares()) if "own" in named else ()
        wanted = tuple(dict.fromkeys((*symbols, *parts, *(symbol for symbol in held if symbol != CASH))))
        rates = (*rates_needed(wanted, self._context.market.quotes, CURRENCY), *(self._rates() if held else ()))
        series = await daily_series(self._bars, (*wanted, *rates), problems)
        return _Gathered(factors, symbols, named, series, self._hours.days())

    def _shares(self) -> dict[str, float]:
        shares: dict[str, float] = {}
        for holding in self._context.config.own.holdings:
            shares[holding.symbol] = shares.get(holding.symbol, 0.0) + holding.shares
        return shares

    def _rates(self) -> tuple[str, ...]:
        """Symbols of the rates that convert cash to dollars."""
        steps = legs(self._context.config.portfolio.base, CURRENCY)
        return () if isinstance(steps, NoRate) else tuple(step.symbol for step in steps)

    def _cash(self, series: Mapping[str, DailySeries], problems: list[Problem]) -> float:
        """Cash in dollars, at the last rate there is; 0, with a problem, without one."""
        cash, base = self._context.config.own.cash, self._context.config.portfolio.base
        rates = rates_at_hand(self._context.market.quotes, series, self._rates())
        newest = max((rate.time for rate in rates.values()), default=0.0)
        found = convert(cash, base, CURRENCY, rates, newest)
        if isinstance(found, NoRate):
            words = f"cash in {base} cannot be converted to dollars ({found.reason}): left out"
            problems.append(Problem(CASH, "currency", words))
            return 0.0
        return found.amount

    async def _weights(self, name: str, problems: list[Problem]) -> dict[str, dict[str, float] | None]:
        """Weights of a portfolio under its name; empty, with a problem, where there are none."""
        settings = self._context.config.allocation
        if name == "own":
            return {name: None}
        if name not in settings.names:
            raise FactorFailure("usage", f"no portfolio {clean(name, 40)}; there are {', '.join(settings.names)}")
        if name not in IN_SAMPLE:
            weights = fixed_weights(settings, name)
            if not weights:
                problems.append(Problem("", "no_sleeves", f"no portfolio {name}: [[allocation.sleeves]] names none"))
            return {name: weights} if weights else {}
        try:
            found = (await self._allocation.study(name)).portfolios.get(name)
        except AllocationFailure as error:
            problems.append(Problem("", error.kind, f"no portfolio {name}: {error}"))
            return {}
        if found is None:
            problems.append(Problem("", "infeasible", f"the portfolio {name} could not be computed"))
            return {}
        return {name: found.weights}

    def _fits(self, gathered: _Gathered, problems: list[Problem]) -> dict[str, FactorFit]:
        quotes = self._context.market.quotes
        month = gathered.factors.month
        calendar = MonthCalendar(gathered.sessions, month[-1] if len(month) else np.datetime64("NaT", "M"))
        histories = dollar_histories(gathered.series, gathered.series, quotes, calendar, problems)
        fits: dict[str, FactorFit] = {}
        for symbol in gathered.symbols:
            if symbol in histories:
                own = histories[symbol]
                _add(fits, symbol, own.months, gathered.factors, {}, own.notes, problems)
        for name, given in gathered.named.items():
            weights = self._own(histories, gathered, problems) if given is None else given
            if not weights:
                problems.append(Problem("", "no_holdings", f"{name}: nothing is held: set `holdings` in [portfolio]"))
                continue
            kept, notes = _without_unknown(weights, histories)
            if not kept:
                problems.append(Problem("", "missing", f"no part of {name} has prices"))
                continue
            parts = {symbol: history.months for symbol, history in histories.items()}
            parts[CASH] = MonthlyReturns(gathered.factors.month, gathered.factors.riskless)
            _add(fits, name, mixed_returns(parts, kept), gathered.factors, kept, notes, problems)
        return fits

    def _own(
        self, histories: Mapping[str, DollarHistory], gathered: _Gathered, problems: list[Problem]
    ) -> dict[str, float]:
        settings = self._context.config.allocation
        last = {symbol: float(one.prices.values[-1]) for symbol, one in histories.items() if len(one.prices.values)}
        counts = CASH in settings.members and not settings.own and self._context.config.own.cash > 0
        cash = self._cash(gathered.series, problems) if counts else 0.0
        return own_weights(settings, self._shares(), last, cash)

    def _origin(self, table: FactorTable) -> FactorOrigin:
        months = table.month_numbers()
        last = f"{months[-1] // 100}-{months[-1] % 100:02d}" if len(months) else ""
        notes = self._files.notes(table.name)
        return FactorOrigin(
            table.name, table.source, table.vintage, last, table.fetched_at, simulated=table.simulated, notes=notes
        )

    async def _members(self, gathered: _Gathered, problems: list[Problem]) -> MemberBetas | None:
        await self._universe.ready(settled=True)
        past = self._universe.state.past
        if not len(past.table.days):
            problems.append(Problem("", "missing", "no closes of the members of the index yet"))
            return None
        try:
            return await asyncio.to_thread(member_betas, past.table, past.basis, gathered.sessions, gathered.factors)
        except CannotFit as error:
            problems.append(Problem("", error.kind, str(error)))
            return None


def _add(
    fits: dict[str, FactorFit],
    name: str,
    months: MonthlyReturns,
    factors: FactorReturns,
    weights: dict[str, float],
    notes: tuple[str, ...],
    problems: list[Problem],
) -> None:
    try:
        fits[name] = fit(name, months, factors, weights, notes)
    except CannotFit as error:
        problems.append(Problem(name, error.kind, f"{name}: {error}"))


def _without_unknown(
    weights: Mapping[str, float], histories: Mapping[str, DollarHistory]
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Weights of the parts that have prices, rescaled, and a note on the others."""
    gone = [symbol for symbol in weights if symbol != CASH and symbol not in histories]
    if not gone:
        return dict(weights), ()
    kept = rescaled({symbol: weight for symbol, weight in weights.items() if symbol not in gone})
    return kept, (f"without {', '.join(gone)}: no prices",)
