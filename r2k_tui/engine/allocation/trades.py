"""Trades from the holdings to a target portfolio, with the tax lots of each sale."""

from __future__ import annotations

from datetime import date

from r2k_tui.analytics.portfolio.trading.tax_lots import TaxLot, lots_of_sale, total_gain
from r2k_tui.analytics.portfolio.trading.trade_list import Order, TradeRules, leftover, orders, whole
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.config.sections.watchlist import ALL_PORTFOLIOS, portfolios_of
from r2k_tui.engine.allocation.holdings import HoldingsValue
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.allocation.trades import MemberDrift, SoldLot, Trade, TradePlan
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.threshold import above

_BASIS_POINT = 1e-4


def plan(context: EngineContext, mine: HoldingsValue, target: str, weights: dict[str, float]) -> TradePlan:
    """Trades from the holdings to the target weights; empty plan if members and cash have no value."""
    settings = context.config.allocation
    wanted = _wanted(mine, weights)
    priced = [symbol for symbol in wanted if symbol != CASH]
    total = sum(mine.shares.get(symbol, 0.0) * mine.prices[symbol] for symbol in priced) + mine.cash
    if total <= 0 or not priced:
        return TradePlan(target, cash=mine.cash, currency=mine.base)
    rules = _rules(settings)
    listed = orders(wanted, mine.shares, mine.prices, mine.cash, rules)
    day = date.fromisoformat(context.as_of) if context.as_of else new_york_day(context.clock())
    trades = tuple(_trade(order, context.config, mine, day) for order in listed)
    counts = {order.symbol: order.shares for order in listed}
    left = leftover(counts, mine.prices, mine.cash, rules.cost)
    members = _members(settings, mine, wanted, counts, left, total)
    gains = [lot.gain for trade in trades for lot in trade.lots if lot.gain is not None]
    return TradePlan(
        target=target,
        trades=trades,
        total=total,
        cash=mine.cash,
        leftover=left,
        cost=rules.cost * sum(abs(order.value) for order in listed),
        current={
            **{s: mine.shares[s] * mine.prices[s] / total for s in priced if s in mine.shares},
            CASH: mine.cash / total,
        },
        drift=max(abs(member.now - member.target) for member in members),
        due=any(member.out for member in members),
        priced=mine.priced,
        currency=mine.base,
        members=members,
        band=settings.drift_band,
        to=settings.trading.to,
        tax_lots=settings.trading.tax_lots,
        gain=sum(gains) if gains else None,
        kept=tuple(s for s in settings.trading.do_not_sell if s in priced and _above_target(s, mine, wanted, total)),
    )


def _wanted(mine: HoldingsValue, weights: dict[str, float]) -> dict[str, float]:
    """Weights of everything that is traded, 0 for what is held and not in the target.

    What is in no sleeve and in no portfolio of the user is not traded: the weights of the others are of the rest.
    """
    inside = {symbol: weight for symbol, weight in weights.items() if symbol in mine.traded}
    whole_weight = sum(inside.values())
    named = dict.fromkeys((*inside, *(symbol for symbol in mine.traded if mine.shares.get(symbol))))
    return {
        symbol: inside.get(symbol, 0.0) / whole_weight if whole_weight > 0 else 0.0
        for symbol in named
        if symbol in mine.prices or symbol == CASH
    }


def _rules(settings: Allocation) -> TradeRules:
    trading = settings.trading
    return TradeRules(
        least=settings.min_trade,
        cost=settings.cost_bp * _BASIS_POINT,
        lot_sizes=trading.lot_sizes,
        kept=trading.do_not_sell,
        band=settings.drift_band if trading.to == "band" else None,
    )


def _members(
    settings: Allocation,
    mine: HoldingsValue,
    wanted: dict[str, float],
    counts: dict[str, float],
    left: float,
    total: float,
) -> tuple[MemberDrift, ...]:
    """Share of each member before and after the trades; that of cash only if it is a member."""

    def one(symbol: str, now: float, after: float) -> MemberDrift:
        target = wanted[symbol]
        return MemberDrift(
            symbol, now / total, after / total, target, bool(above(abs(now / total - target), settings.drift_band))
        )

    found = []
    for symbol in wanted:
        if symbol == CASH:
            found.append(one(symbol, mine.cash, left))
        else:
            held, price = mine.shares.get(symbol, 0.0), mine.prices[symbol]
            found.append(one(symbol, held * price, (held + counts.get(symbol, 0.0)) * price))
    return tuple(found)


def _above_target(symbol: str, mine: HoldingsValue, wanted: dict[str, float], total: float) -> bool:
    return bool(above(mine.shares.get(symbol, 0.0) * mine.prices[symbol], wanted[symbol] * total))


def _trade(order: Order, config: Config, mine: HoldingsValue, day: date) -> Trade:
    currency, rate = mine.quoted_in.get(order.symbol, ("", 1.0))
    if order.shares > 0:
        return Trade(order.symbol, order.shares, order.price, order.value, currency, rate)
    # The cost of a lot is in the currency of the quote, and converted at the rate of the price.
    lots = tax_lots(config, order.symbol, rate)
    order_of_lots = config.allocation.trading.tax_lots
    used = lots_of_sale([lot for _, lot in lots], -order.shares, order.price, order_of_lots, day)
    portfolio = {lot.name: name for name, lot in lots}
    sold = tuple(
        SoldLot(
            name=one.lot.name,
            shares=whole(one.shares),
            opened=one.lot.opened.isoformat() if one.lot.opened else "",
            cost=one.lot.cost,
            gain=one.gain,
            over_a_year=one.over_a_year,
            portfolio=portfolio[one.lot.name],
        )
        for one in used
    )
    unknown = sum(one.shares for one in used if one.gain is None)
    gain = total_gain(used)
    return Trade(order.symbol, order.shares, order.price, order.value, currency, rate, sold, gain, unknown)


def tax_lots(config: Config, symbol: str, factor: float) -> list[tuple[str, TaxLot]]:
    """Lots of a symbol in the portfolio that is traded, in the order of the settings; their costs times `factor`.

    Each with the name of its portfolio, "" where there is only one.
    """
    every = portfolios_of(config.portfolio, config.portfolios)
    chosen = config.allocation.portfolio.casefold()
    among = [one for one in every if chosen in (ALL_PORTFOLIOS, one.name.casefold())]
    held = [(one.name, holding) for one in among for holding in one.holdings if holding.symbol == symbol]
    return [
        (
            name if len(among) > 1 else "",
            TaxLot(
                f"{symbol}#{number}",
                holding.shares,
                None if holding.cost is None else holding.cost * factor,
                holding.opened,
            ),
        )
        for number, (name, holding) in enumerate(held, 1)
    ]


def drift_words(found: TradePlan) -> str:
    """How far the holdings are from the target, and which members are outside the band."""
    drift = (found.drift or 0.0) * 100
    words = f"the holdings are {drift:.1f}% off their target {found.target.replace('_', ' ')}"
    named = ", ".join(f"{member.symbol} {(member.now - member.target) * 100:+.1f}%" for member in found.out[:3])
    more = len(found.out) - 3
    return f"{words}: {named}{f' and {more} more' if more > 0 else ''}" if named else words


def trade_notes(config: Config, mine: HoldingsValue) -> list[Problem]:
    """What a reader of the trades must know of the settings and the holdings."""
    settings, held = config.allocation, mine.shares
    known = {*settings.traded, *held}
    found = [
        Problem(symbol, "note", f"{symbol} of {key} is neither held nor in a sleeve or portfolio")
        for key in ("do_not_sell", "lot_sizes")
        for symbol in getattr(settings.trading, key)
        if symbol not in known
    ]
    for symbol, shares in held.items():
        if shares < 0 and symbol in mine.traded:
            words = f"{symbol} is held short ({shares:,g} shares): trades buy it back, and its lots have no gain here"
            found.append(Problem(symbol, "note", words))
    if mine.cash < 0:
        debt = f"cash is below zero ({mine.cash:,.2f} {mine.base})"
        words = f"{debt}: sales pay this debt first, as far as lots and the rules for trades let them"
        found.append(Problem("", "note", words))
    return found
