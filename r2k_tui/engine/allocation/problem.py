"""Allocation problem: settings combined with prices, and problem messages for missing data."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from functools import reduce
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.base_currency import LONGEST_GAP, in_base
from r2k_tui.analytics.portfolio.return_panel import PriceHistory, accrued, build, usable, with_column
from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.allocation.faults import allocation_fault, near_sums
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.engine.allocation.holdings import HoldingsValue, held, unconverted
from r2k_tui.engine.allocation.protocol import AllocationProblem
from r2k_tui.engine.allocation.risk_free import risk_free_rate
from r2k_tui.engine.allocation.studies.workspace import pack_panel
from r2k_tui.engine.allocation.worker.client import AllocationFailure
from r2k_tui.engine.bars.exchange_rates import rates_at_hand
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.money.conversion import NoRate, Rates, legs, price_currency, rates_needed
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.text import plural
from r2k_tui.sources.base import SourceError

_FRESH_S = 6 * 3600.0
_LEAST_DAYS = 2


class ProblemInputs(NamedTuple):
    """Allocation problem and the inputs it was built from."""

    problem: AllocationProblem
    prices: dict[str, PriceHistory]
    held: HoldingsValue
    risk_free_from: str
    problems: list[Problem]
    source: str


async def build_problem(context: EngineContext, bars: BarService) -> ProblemInputs:
    """Allocation problem from the settings and the newest prices. Raises AllocationFailure if it cannot be built."""
    settings, market = context.config.allocation, context.config.market
    if not settings.sleeves:
        raise AllocationFailure("usage", "no sleeves: [[allocation.sleeves]] in the settings says what may be held")
    benchmark = settings.benchmark or {market.large_fund: 1.0}
    shares = _shares(context)
    named = _priced((*settings.members, *benchmark, *settings.own, *settings.of_mixes, *shares))
    indices = (market.small_fund, market.large_fund, market.index, market.large_index)
    rate = settings.risk_free if isinstance(settings.risk_free, str) else ""
    fx = rates_needed((*named, *indices), context.market.quotes, context.config.portfolio.base)
    every = tuple(dict.fromkeys((*named, *indices, *fx, *([rate] if rate else []))))
    problems: list[Problem] = []
    series = await _series(bars, every, problems, required=(*named, *fx, rate))
    return await asyncio.to_thread(_problem, context, series, benchmark, shares, problems)


def _priced(symbols: Iterable[str]) -> dict[str, None]:
    """Each symbol once, in order, without cash: no source is asked for that."""
    return dict.fromkeys(symbol for symbol in symbols if symbol != CASH)


def _shares(context: EngineContext) -> dict[str, float]:
    shares: dict[str, float] = {}
    for holding in context.config.own.holdings:
        shares[holding.symbol] = shares.get(holding.symbol, 0.0) + holding.shares
    return {symbol: count for symbol, count in shares.items() if count}


async def _series(
    bars: BarService, symbols: tuple[str, ...], problems: list[Problem], required: tuple[str, ...]
) -> dict[str, DailySeries]:
    """Completed daily bars by symbol, where available. A failed request for a `required` symbol adds a problem."""

    async def one(symbol: str) -> tuple[str, DailySeries | None]:
        try:
            return symbol, await bars.finished_daily(symbol, fetch=True, max_age_s=_FRESH_S)
        except SourceError as error:
            series = await bars.finished_daily(symbol)
            if symbol in required:
                kind, age = ("note", "; the bars at hand are used") if series is not None else (error.kind, "")
                problems.append(Problem(symbol, kind, f"no daily bars: {error}{age}"))
            return symbol, series

    found = await asyncio.gather(*(one(symbol) for symbol in symbols))
    return {symbol: series for symbol, series in found if series is not None}


def _problem(
    context: EngineContext,
    series: dict[str, DailySeries],
    benchmark: dict[str, float],
    shares: dict[str, float],
    problems: list[Problem],
) -> ProblemInputs:
    settings, market = context.config.allocation, context.config.market
    indices = (market.small_fund, market.large_fund, market.index, market.large_index)
    named = _priced((*settings.members, *benchmark, *settings.own, *settings.of_mixes, *shares))
    priced = dict.fromkeys((*named, *indices))
    # The risk-free series is excluded: a rate, unlike a price, may be zero or negative.
    prices = {symbol: price_history(symbol, bars, problems) for symbol, bars in series.items() if symbol in priced}
    base = context.config.portfolio.base
    rates = rates_at_hand(context.market.quotes, series, rates_needed(prices, context.market.quotes, base))
    foreign: dict[str, Problem] = {}
    for symbol, history in list(prices.items()):
        money = price_currency(symbol, context.market.quotes)
        prices[symbol], why = history_in_base(history, money, base, series)
        if why is not None and symbol in named:
            foreign[symbol] = _unconverted(symbol, money, base, why, rates, shares)
        elif why is None and symbol in settings.members and (late := _begins_later(history, prices[symbol])):
            used = ", ".join(rates_needed((symbol,), context.market.quotes, base))
            words = f"the history of {symbol} in {base} begins on {late}: {used} has no earlier days"
            problems.append(Problem(symbol, "note", words))
    problems += foreign.values()
    prices = {symbol: one for symbol, one in prices.items() if len(one.days) > 1}
    members = tuple(symbol for symbol in settings.members if symbol in prices or symbol == CASH)
    left_out = [symbol for symbol in settings.members if symbol not in members]
    known = {problem.symbol for problem in problems}
    problems += [Problem(s, "missing", f"{s} has no prices to use: left out") for s in left_out if s not in known]
    if (wrong := allocation_fault(settings, members)) is not None:
        reasons = "; ".join(foreign[symbol].message for symbol in left_out if symbol in foreign)
        raise AllocationFailure("infeasible", f"{wrong.message} ({reasons})" if reasons else wrong.message)
    problems += [
        Problem(symbol, "floor", f"the floor of {symbol} ({floor:g}) cannot hold: it is left out")
        for sleeve in settings.sleeves
        for symbol, floor in sleeve.floors.items()
        if symbol in left_out
    ]
    with_history = tuple(_priced(members))
    if not with_history:
        raise AllocationFailure("too_short", "no member but cash has prices, and cash alone has no history")
    panel = build(prices, with_history, settings.years)
    if len(panel.days) < 2:
        starts = ", ".join(
            f"{symbol} from {prices[symbol].days[0]} to {prices[symbol].days[-1]}" for symbol in with_history
        )
        raise AllocationFailure("too_short", f"the members have fewer than three days in common: {starts}")
    problems += [Problem("", "note", words) for words in near_sums(settings)]
    rate = risk_free_rate(settings.risk_free, series.get(str(settings.risk_free)), panel.days)
    problems += rate.problems
    panel = with_column(panel, CASH, np.asarray(rate.mean if rate.each is None else rate.each) / YEAR, _place(members))
    prices[CASH] = _cash(context, series, prices)
    mix = {symbol: share for symbol, share in benchmark.items() if symbol in prices}
    if set(mix) != set(benchmark) or not mix:
        gone = ", ".join(symbol for symbol in benchmark if symbol not in prices)
        problems.append(Problem("", "benchmark", f"no benchmark without {gone}: {with_history[0]} stands in"))
        mix = {with_history[0]: 1.0}
    whole = sum(mix.values())
    mix = {symbol: share / whole for symbol, share in mix.items()}
    mine = held(context, series, shares, members, rates, problems)
    own = {symbol: share for symbol, share in (settings.own or mine.invested).items() if symbol in prices}
    total = sum(own.values())
    problem = AllocationProblem(
        settings=settings,
        panel=pack_panel(panel),
        members=members,
        small=_small(market.small_fund, context),
        risk_free=rate.mean,
        rates=rate.each.tobytes() if rate.each is not None else b"",
        benchmark=mix,
        own={symbol: share / total for symbol, share in own.items()} if total > 0 else {},
        current=mine.current,
        hedges=tuple(s for s in dict.fromkeys((market.small_fund, market.large_fund)) if s in prices),
        mixes=mixes(settings, prices, problems),
        wanted=(context.config.risk.volatility, context.config.risk.budget),
    )
    return ProblemInputs(problem, prices, mine, rate.origin, problems, context.market.facts.name)


def mixes(settings: Allocation, prices: Collection[str], problems: list[Problem]) -> dict[str, dict[str, float]]:
    """Weights of the portfolios of the user, scaled to 1. One with a symbol outside `prices` is left out and named."""
    found = {}
    for mix in settings.portfolios:
        gone = [symbol for symbol, share in mix.weights.items() if share and symbol not in prices]
        if gone:
            words = f"{mix.name} is left out: {', '.join(gone)} {'has' if len(gone) == 1 else 'have'} no prices to use"
            problems.append(Problem("", "missing", words))
            continue
        total = sum(mix.weights.values())
        found[mix.name] = {symbol: share / total for symbol, share in mix.weights.items() if share}
    return found


def _place(members: tuple[str, ...]) -> int:
    """Column of cash in the panel: its place among the members, behind them where it is none."""
    return members.index(CASH) if CASH in members else len(members)


def _cash(context: EngineContext, series: dict[str, DailySeries], prices: dict[str, PriceHistory]) -> PriceHistory:
    """History of cash on every day on which anything has a price."""
    days = reduce(np.union1d, (one.days for one in prices.values()))
    setting = context.config.allocation.risk_free
    rate = risk_free_rate(setting, series.get(str(setting)), days)
    return accrued(days, rate.mean if rate.each is None else rate.each)


def _small(small_fund: str, context: EngineContext) -> str:
    """Member whose floor the tilt study varies: the configured small-cap fund, else the first with a floor, else ""."""
    settings = context.config.allocation
    if small_fund in settings.members:
        return small_fund
    return next((symbol for sleeve in settings.sleeves for symbol in sleeve.floors), "")


def price_history(symbol: str, series: DailySeries, problems: list[Problem]) -> PriceHistory:
    """Total-return prices, or closes if there are none. Drops prices not above zero and reports them as a problem."""
    values = series.adj_close if np.isfinite(series.adj_close).any() else series.close
    bad = np.isfinite(values) & (values <= 0)
    if bad.any():
        words = f"{plural(int(bad.sum()), 'price')} not above zero left out, the first of {series.days[bad][0]}"
        problems.append(Problem(symbol, "note", words))
    return usable(PriceHistory(series.days, values))


def _begins_later(own: PriceHistory, converted: PriceHistory) -> str:
    """First day of a converted history that lost its beginning, "" for any other."""
    if not len(own.days) or not len(converted.days) or converted.days[0] - own.days[0] <= LONGEST_GAP:
        return ""
    return str(converted.days[0])


def history_in_base(
    prices: PriceHistory, money: str, base: str, series: dict[str, DailySeries]
) -> tuple[PriceHistory, NoRate | None]:
    """Prices in the base currency by daily closes of the exchange rates, and why they are fewer than two.

    A constant factor, such as pence to pounds, leaves returns as they are.
    """
    steps = legs(money, base)
    if isinstance(steps, NoRate):
        return PriceHistory(prices.days[:0], prices.values[:0]), steps
    for step in steps:
        known = series.get(step.symbol)
        if known is None:
            return PriceHistory(prices.days[:0], prices.values[:0]), NoRate(f"{step.symbol} has no daily bars")
        prices = in_base(prices, usable(PriceHistory(known.days, known.close)), divides=step.divides)
        if len(prices.days) < _LEAST_DAYS:
            return prices, NoRate(f"{step.symbol} has fewer than two days in common with it")
    return prices, None


def _unconverted(symbol: str, money: str, base: str, why: NoRate, rates: Rates, shares: dict[str, float]) -> Problem:
    """Problem of a symbol whose history cannot be converted; where today's price can be, it still counts as held."""
    steps = legs(money, base)
    if isinstance(steps, NoRate):
        return unconverted(symbol, money, base, why, shares)
    absent = [step.symbol for step in steps if step.currency not in rates]
    if absent:
        return unconverted(symbol, money, base, NoRate(f"{absent[0]} has no price"), shares)
    words = f"the history of {symbol} cannot be converted to {base} ({why.reason}): left out of every portfolio"
    return Problem(symbol, "currency", words)
