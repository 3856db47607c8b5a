"""Market value of the holdings, and the trades to a target portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.trade_list import leftover, orders
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.allocation import Trade, TradePlan
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.currency import currency_of, dollars_per_unit, money_words
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.threshold import above

_BASIS_POINT = 1e-4


class HoldingsValue(NamedTuple):
    """Share counts of the holdings, and dollar prices of holdings and members.

    `current` holds weights in the total of members and cash (key `cash`), `invested` weights in all holdings without
    cash. `cash` is in dollars; `priced` is the time of the newest price.
    """

    shares: dict[str, float]
    prices: dict[str, float]
    cash: float
    current: dict[str, float]
    invested: dict[str, float]
    priced: str


def held(
    context: EngineContext,
    series: dict[str, DailySeries],
    shares: dict[str, float],
    members: tuple[str, ...],
    problems: list[Problem],
) -> HoldingsValue:
    """Value of the holdings. Appends a problem for each holding outside all sleeves or without a dollar price."""
    cash = context.config.portfolio.cash
    prices, newest = {}, ""
    for symbol in dict.fromkeys((*members, *shares)):
        price, when = _price(context, series, symbol)
        unit = dollars_per_unit(money_of(context, symbol))
        if price is not None and unit is not None:
            prices[symbol], newest = price * unit, max(newest, when)
    named = {problem.symbol for problem in problems}
    for symbol in shares:
        if symbol in prices and symbol not in members:
            problems.append(Problem(symbol, "note", f"{symbol} is in no sleeve: no trade touches it"))
        elif symbol not in prices and symbol not in named:
            problems.append(Problem(symbol, "missing", f"{symbol} is held and has no price: it is in no sum"))
    values = {symbol: count * prices[symbol] for symbol, count in shares.items() if symbol in prices}
    inside = {symbol: value for symbol, value in values.items() if symbol in members}
    total, invested = sum(inside.values()) + cash, sum(values.values())
    current = {symbol: value / total for symbol, value in inside.items()} if total > 0 else {}
    if current or (total > 0 and cash > 0):
        current["cash"] = cash / total
    own = {symbol: value / invested for symbol, value in values.items()} if invested > 0 else {}
    return HoldingsValue(shares, prices, cash, current, own, newest)


def money_of(context: EngineContext, symbol: str) -> str:
    """Currency of a symbol's price; "" if unknown."""
    quote = context.market.quotes.get(symbol)
    return currency_of(symbol, quote.currency if quote is not None else "")


def foreign_money(context: EngineContext, symbols: Iterable[str], shares: Mapping[str, float]) -> dict[str, Problem]:
    """Problem of each symbol whose price currency has no exchange rate to dollars."""
    found = {}
    for symbol in symbols:
        money = money_of(context, symbol)
        if dollars_per_unit(money) is None:
            held = f"{shares[symbol]:,g} shares of {symbol} are" if symbol in shares else f"{symbol} is"
            words = (
                f"{held} priced in {money_words(money)}, for which there is no rate to dollars: left out of every sum"
            )
            found[symbol] = Problem(symbol, "currency", words)
    return found


def _price(context: EngineContext, series: dict[str, DailySeries], symbol: str) -> tuple[float | None, str]:
    """Newest price in its own currency, and its time: quote, else last close; (None, "") without either."""
    quote = context.market.quotes.get(symbol)
    if quote is not None and quote.price is not None and quote.time is not None and quote.price > 0:
        return quote.price, datetime.fromtimestamp(quote.time, NEW_YORK).strftime("%Y-%m-%d %H:%M")
    if symbol in series:
        closes = series[symbol].close
        kept = np.flatnonzero(closes > 0)
        if len(kept):
            return float(closes[kept[-1]]), str(series[symbol].days[kept[-1]])
    return None, ""


def plan(context: EngineContext, mine: HoldingsValue, target: str, weights: dict[str, float]) -> TradePlan:
    """Trades from the holdings to the target weights; empty plan if members and cash have no value."""
    settings = context.config.allocation
    known = {symbol: weight for symbol, weight in weights.items() if symbol in mine.prices}
    inside = sum(mine.shares.get(symbol, 0.0) * mine.prices[symbol] for symbol in known)
    total = inside + mine.cash
    if total <= 0:
        return TradePlan(target, cash=mine.cash)
    cost = settings.cost_bp * _BASIS_POINT
    listed = orders(known, mine.shares, mine.prices, mine.cash, settings.min_trade, cost)
    counts = {order.symbol: order.shares for order in listed}
    drift = max(abs(known.get(s, 0.0) - mine.current.get(s, 0.0)) for s in (*known, *mine.current) if s != "cash")
    return TradePlan(
        target=target,
        trades=tuple(Trade(order.symbol, order.shares, order.price, order.value) for order in listed),
        total=total,
        cash=mine.cash,
        leftover=leftover(counts, mine.prices, mine.cash, cost),
        cost=cost * sum(abs(order.value) for order in listed),
        current=mine.current,
        drift=drift,
        due=bool(above(drift, settings.drift_band)),
        priced=mine.priced,
    )
