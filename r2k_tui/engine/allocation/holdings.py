"""Market value of the holdings in the base currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.futures.hedge_table import HedgedCapital
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.allocation.trades import AppliedRate
from r2k_tui.model.calendar.days import NEW_YORK, new_york_day
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import CURRENCY
from r2k_tui.model.money.conversion import Converted, ExchangeRate, NoRate, Rates, convert, price_currency
from r2k_tui.model.money.currency import CASH, money_words

_BELL = time(16)


class HoldingsValue(NamedTuple):
    """Share counts of the holdings, and prices of holdings and members in `base`, the base currency.

    `traded` may be bought and sold: members, and symbols of `own` and of the portfolios of the user. `current` holds
    weights in the total of these and cash (key `cash`), `invested` weights in all holdings, and in cash only if it is a
    member. `cash` is in the base currency; `priced` is the time of the newest price. `quoted_in`
    has the currency of each price that is in another one, with the value of one unit of it; `rates` converted them.
    """

    shares: dict[str, float]
    prices: dict[str, float]
    cash: float
    current: dict[str, float]
    invested: dict[str, float]
    priced: str
    base: str
    quoted_in: dict[str, tuple[str, float]]
    rates: tuple[AppliedRate, ...]
    traded: tuple[str, ...] = ()


class OwnPrice(NamedTuple):
    """Newest price of a symbol in its own currency, of `time` (seconds since the epoch); `when` in words."""

    price: float
    time: float
    when: str


def held(
    context: EngineContext,
    series: dict[str, DailySeries],
    shares: dict[str, float],
    members: tuple[str, ...],
    rates: Rates,
    problems: list[Problem],
) -> HoldingsValue:
    """Value of the holdings. Appends a problem for each holding that no trade touches, or that has no price or no
    exchange rate, and for each stale rate. What has no history to choose weights by is not traded."""
    cash, base = context.config.own.cash, context.config.portfolio.base
    settings = context.config.allocation
    named = {problem.symbol for problem in problems}
    foreign = {problem.symbol for problem in problems if problem.kind == "currency"}
    converted, quoted_in, newest = dict[str, Converted](), dict[str, tuple[str, float]](), ""
    traded = _traded(settings, series, members)
    for symbol in dict.fromkeys((*(symbol for symbol in traded if symbol != CASH), *shares)):
        own = _own_price(context, series, symbol)
        if own is None:
            continue
        money = price_currency(symbol, context.market.quotes)
        found = convert(own.price, money, base, rates, own.time)
        if isinstance(found, Converted):
            converted[symbol], newest = found, max(newest, own.when)
            if (money or CURRENCY) != base:
                quoted_in[symbol] = money or CURRENCY, found.factor
        elif symbol not in foreign:
            problems.append(unconverted(symbol, money, base, found, shares))
            named.add(symbol)
    prices = {symbol: found.amount for symbol, found in converted.items()}
    for symbol in shares:
        if symbol in prices and symbol not in traded:
            why = "has no history" if symbol in settings.traded else "is in no sleeve and no portfolio of yours"
            problems.append(Problem(symbol, "note", f"{symbol} {why}: no trade touches it"))
        elif symbol not in prices and symbol not in named:
            problems.append(Problem(symbol, "missing", f"{symbol} is held and has no price: it is in no sum"))
    problems += _stale(converted.values())
    values = {symbol: count * prices[symbol] for symbol, count in shares.items() if symbol in prices}
    current = _current(values, cash, traded)
    own_weights = _invested(values, cash if CASH in members else 0.0)
    rates_used = _applied(converted.values())
    return HoldingsValue(shares, prices, cash, current, own_weights, newest, base, quoted_in, rates_used, traded)


def _traded(settings: Allocation, series: Mapping[str, DailySeries], members: tuple[str, ...]) -> tuple[str, ...]:
    """The members, and what else is in a portfolio of the user and has a history."""
    others = (symbol for symbol in settings.traded if symbol not in settings.members)
    return (*members, *(symbol for symbol in others if symbol == CASH or symbol in series))


def _current(values: dict[str, float], cash: float, traded: tuple[str, ...]) -> dict[str, float]:
    """Weights in what is traded and in cash; empty where that is worth nothing."""
    inside = {symbol: value for symbol, value in values.items() if symbol in traded}
    total = sum(inside.values()) + cash
    current = {symbol: value / total for symbol, value in inside.items()} if total > 0 else {}
    if current or (total > 0 and cash > 0):
        current[CASH] = cash / total
    return current


def _invested(values: dict[str, float], cash: float) -> dict[str, float]:
    """Weights in everything held, and in cash above zero; empty where that is worth nothing."""
    everything = {**values, CASH: cash} if cash > 0 else values
    invested = sum(everything.values())
    return {symbol: value / invested for symbol, value in everything.items()} if invested > 0 else {}


def hedged_capital(held: HoldingsValue, otherwise: float, *, with_cash: bool = False) -> HedgedCapital:
    """Value of all holdings, whose risk a hedge is for; the capital of the settings without any.

    `with_cash`: the hedged weights have a share of cash, so that fractions of them are of the cash as well.
    """
    value = sum(count * held.prices[symbol] for symbol, count in held.shares.items() if symbol in held.prices)
    value, what = (value + held.cash, "the holdings and cash") if with_cash and value > 0 else (value, "the holdings")
    factor = next((factor for money, factor in held.quoted_in.values() if money == CURRENCY), None)
    dollars = 1.0 if held.base == CURRENCY else 1 / factor if factor else None
    if value > 0:
        return HedgedCapital(value, f"{what} at prices of {held.priced}", held.base, dollars)
    return HedgedCapital(otherwise, "capital of [risk] in the settings", held.base, dollars)


def unconverted(symbol: str, money: str, base: str, why: NoRate, shares: Mapping[str, float]) -> Problem:
    """Problem of a symbol whose price cannot be brought into the base currency."""
    held = f"{shares[symbol]:,g} shares of {symbol} are" if symbol in shares else f"{symbol} is"
    words = (
        f"{held} priced in {money_words(money)}, for which there is no rate to {base} ({why.reason}):"
        " left out of every sum"
    )
    return Problem(symbol, "currency", words)


def _stale(converted: Iterable[Converted]) -> list[Problem]:
    old = {rate.symbol: rate for found in converted for rate in found.stale}
    return [
        Problem(symbol, "stale", f"{symbol}: the rate of {new_york_day(rate.time)} converts newer prices")
        for symbol, rate in old.items()
    ]


def _applied(converted: Iterable[Converted]) -> tuple[AppliedRate, ...]:
    used: dict[str, ExchangeRate] = {rate.symbol: rate for found in converted for rate in found.rates}
    return tuple(AppliedRate(rate.symbol, rate.price, _minute(rate.time), rate.source) for rate in used.values())


def _own_price(context: EngineContext, series: dict[str, DailySeries], symbol: str) -> OwnPrice | None:
    """Newest price: that of the quote, else the last close; None without either."""
    quote = context.market.quotes.get(symbol)
    if quote is not None and quote.price is not None and quote.time is not None and quote.price > 0:
        return OwnPrice(quote.price, quote.time, _minute(quote.time))
    if symbol in series:
        closes = series[symbol].close
        kept = np.flatnonzero(closes > 0)
        if len(kept):
            day = series[symbol].days[kept[-1]]
            ended = datetime.combine(day.astype(object), _BELL, NEW_YORK).timestamp()
            return OwnPrice(float(closes[kept[-1]]), ended, str(day))
    return None


def _minute(time: float) -> str:
    return datetime.fromtimestamp(time, NEW_YORK).strftime("%Y-%m-%d %H:%M")
