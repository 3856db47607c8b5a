"""The value of a portfolio, by symbol and in total; profit since purchase by price and by dividends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.model.messages.bars import RangeStart
from r2k_tui.model.money.conversion import (
    Converted,
    ExchangeRate,
    NoRate,
    Rates,
    convert,
    price_currency,
    rates_from,
    rates_needed,
)
from r2k_tui.model.money.currency import money_words
from r2k_tui.ui.views.watchlist.income import income_of

_NO_DIVIDENDS: Mapping[str, DividendRecord] = MappingProxyType({})
# Takes a lot; returns the value of one share at the start of a period, None where it is unknown.
Base = Callable[[Holding], float | None]


class Gain(NamedTuple):
    """Profit or loss since a start, when the holding was worth `base` (short positions count as positive)."""

    amount: float
    base: float

    @property
    def fraction(self) -> float | None:
        """As a fraction of the base; None without one."""
        return self.amount / self.base if self.base else None


class Position(NamedTuple):
    """The holdings of one symbol, in the base currency at today's exchange rate. None: unknown; `note` says why.

    `cost` is the mean price paid per share, in the currency of the quote; `weight` the fraction of cash plus all
    counted positions. `rates` converted the amounts. Since purchase: `total` is the gain by `price` and by `income`
    (dividends); where the income is unknown, the total is that of the price alone.
    """

    symbol: str
    shares: float
    cost: float | None = None
    value: float | None = None
    day: Gain | None = None
    total: Gain | None = None
    in_range: Gain | None = None
    weight: float | None = None
    note: str = ""
    rates: tuple[ExchangeRate, ...] = ()
    price: Gain | None = None
    income: float | None = None

    @property
    def price_only(self) -> bool:
        """Whether the total leaves out dividends, because they are unknown."""
        return self.total is not None and self.income is None


class Sum(NamedTuple):
    """The total gain of the positions where it is known, and their number."""

    gain: Gain
    known: int


class PortfolioValue(NamedTuple):
    """Positions by symbol, and totals in the base currency over counted positions: those with a price and a rate.

    `value` is that of the counted positions; None while there is none. `income` is of every position, also of those
    without a cost, whose income is in no total: `apart`.
    """

    positions: Mapping[str, Position]
    cash: float
    value: float | None
    day: Sum
    total: Sum
    in_range: Sum
    counted: int
    base: str = CURRENCY
    price: Sum = Sum(Gain(0.0, 0.0), 0)
    income: Sum = Sum(Gain(0.0, 0.0), 0)
    name: str = ""
    apart: float = 0.0

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not counted, and why."""
        return tuple(f"{p.symbol} {p.note}" for p in self.positions.values() if p.note)

    @property
    def price_only(self) -> tuple[str, ...]:
        """Symbols whose part of the total leaves out dividends, because they are unknown."""
        return tuple(p.symbol for p in self.positions.values() if p.price_only and not p.note)

    @property
    def marked(self) -> str:
        """The currency of the totals where it must be named: another one than dollars, or converted amounts."""
        return self.base if self.rates or self.base != CURRENCY else ""

    @property
    def rates(self) -> tuple[ExchangeRate, ...]:
        """The exchange rates in the totals, each once."""
        return tuple(dict.fromkeys(rate for position in self.positions.values() for rate in position.rates))


def valued(
    portfolio: PortfolioSettings,
    quotes: Mapping[str, Quote],
    range_name: str,
    starts: Mapping[str, RangeStart],
    dividends: Mapping[str, DividendRecord] = _NO_DIVIDENDS,
) -> PortfolioValue:
    """The portfolio at these quotes. `starts` has the close at the start of the named range of the chart, `dividends`
    the records that are known. Prices are those that were paid, never adjusted ones: no dividend counts twice.

    The day's gain starts from the previous close, that of the range from its start; both from the cost for shares
    bought later. A lot opened after the day of its quote is not held yet. Every amount is converted at the newest rate:
    what a currency itself gained is in none.
    """
    lots: dict[str, list[Holding]] = {}
    for holding in portfolio.holdings:
        lots.setdefault(holding.symbol, []).append(holding)
    rates = rates_from(quotes, rates_needed(lots, quotes, portfolio.base))
    own = [_position(s, held, quotes.get(s), range_name, starts.get(s), dividends.get(s)) for s, held in lots.items()]
    plain = [_in_base(p, quotes[p.symbol], portfolio.base, rates) if p.value is not None else p for p in own]
    counted = [position for position in plain if position.value is not None and not position.note]
    value = sum(position.value or 0.0 for position in counted)
    worth = portfolio.cash + value
    weighed = {p.symbol: p._replace(weight=_weight(p, worth)) for p in plain}
    return PortfolioValue(
        weighed,
        portfolio.cash,
        value if counted else None,
        _sum(position.day for position in counted),
        _sum(position.total for position in counted),
        _sum(position.in_range for position in counted),
        len(counted),
        portfolio.base,
        _sum(position.price for position in counted),
        _incomes(counted),
        portfolio.name,
        sum(p.income or 0.0 for p in counted if p.total is None),
    )


def _weight(position: Position, worth: float) -> float | None:
    return position.value / worth if position.value is not None and not position.note and worth > 0 else None


def _sum(gains: Iterable[Gain | None]) -> Sum:
    existing = [gain for gain in gains if gain is not None]
    return Sum(Gain(sum(gain.amount for gain in existing), sum(gain.base for gain in existing)), len(existing))


def _incomes(counted: list[Position]) -> Sum:
    """The sum of known incomes; its base is unknown, which is 0, where the cost of one of them is."""
    paid = [p for p in counted if p.income is not None]
    base = sum(p.price.base for p in paid if p.price) if all(p.price for p in paid) else 0.0
    return Sum(Gain(sum(p.income or 0.0 for p in paid), base), len(paid))


def _position(
    symbol: str,
    lots: list[Holding],
    quote: Quote | None,
    range_name: str,
    start: RangeStart | None,
    dividends: DividendRecord | None,
) -> Position:
    today = new_york_day(quote.time) if quote is not None and quote.time is not None else None
    held = [lot for lot in lots if lot.opened is None or today is None or lot.opened <= today]
    shares = sum(lot.shares for lot in held)
    if not held:
        return Position(symbol, 0.0, note=f"opens on {min(lot.opened for lot in lots if lot.opened)}")
    position = Position(symbol, shares, _mean_cost(held))
    if quote is None or quote.price is None:
        return position._replace(note="has no quote")
    price, previous = quote.price, quote.previous_close

    def yesterday(lot: Holding) -> float | None:
        return lot.cost if today is not None and lot.opened == today else previous

    def first(lot: Holding) -> float | None:
        if range_name == "1D":
            return yesterday(lot)
        if start is None:
            return None
        return lot.cost if lot.opened is not None and lot.opened > date.fromisoformat(start.day) else start.close

    gained, income = _gain(held, price, lambda lot: lot.cost), income_of(held, dividends, today).amount
    return position._replace(
        value=shares * price,
        day=_gain(held, price, yesterday),
        total=_with_income(gained, income),
        price=gained,
        income=income,
        in_range=_gain(held, price, first),
    )


def _in_base(position: Position, quote: Quote, base: str, rates: Rates) -> Position:
    """The position in the base currency; without a rate no amount of it is known, and its note says why."""
    money = price_currency(position.symbol, {position.symbol: quote})
    value = position.value
    if value is None:
        return position
    # Without a time of its own, the price is as new as its reception.
    found = convert(value, money, base, rates, quote.received_at if quote.time is None else quote.time)
    if isinstance(found, NoRate):
        note = f"is in {money_words(money)}: {found.reason}"
        return Position(position.symbol, position.shares, position.cost, note=note)
    gains = (_converted(gain, found) for gain in (position.day, position.total, position.price, position.in_range))
    day, total, price, in_range = gains
    income = None if position.income is None else position.income * found.factor
    return position._replace(
        value=found.amount, day=day, total=total, price=price, income=income, in_range=in_range, rates=found.rates
    )


def _with_income(gain: Gain | None, income: float | None) -> Gain | None:
    return gain if gain is None or income is None else Gain(gain.amount + income, gain.base)


def _converted(gain: Gain | None, rate: Converted) -> Gain | None:
    return None if gain is None else Gain(gain.amount * rate.factor, gain.base * rate.factor)


def _mean_cost(lots: list[Holding]) -> float | None:
    shares = sum(lot.shares for lot in lots)
    costs = [lot.shares * lot.cost for lot in lots if lot.cost is not None]
    return sum(costs) / shares if shares and len(costs) == len(lots) else None


def _gain(lots: list[Holding], price: float, base: Base) -> Gain | None:
    amount = worth = 0.0
    for lot in lots:
        begun = base(lot)
        if begun is None:
            return None
        amount += lot.shares * (price - begun)
        worth += abs(lot.shares) * begun
    return Gain(amount, worth)
