"""Exchange rates from quotes, and amounts converted by them. Every sum of holdings uses `convert`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import isfinite
from typing import NamedTuple

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.model.money.currency import CURRENCIES, currency_of, whole_currency

# Currencies whose rate is quoted in dollars for one unit (`GBPUSD=X`); all others in units for one dollar (`JPY=X`).
_QUOTED_IN_DOLLARS = frozenset(("AUD", "EUR", "GBP", "NZD"))
# A rate that is older than its price by more than this many days is none.
LONGEST_LAG_DAYS = 5
_SATURDAY = 5


class ExchangeRate(NamedTuple):
    """Newest price of a pair, of `time` (seconds since the epoch)."""

    symbol: str
    price: float
    time: float
    source: str = ""


# Rates by currency: each the price of its pair with the dollar.
Rates = Mapping[str, ExchangeRate]


class Converted(NamedTuple):
    """Amount in the base currency; one unit of the price's currency is worth `factor`.

    `rates`: the rates used, none for the same currency. `stale` names those that are old next to the price.
    """

    amount: float
    factor: float
    rates: tuple[ExchangeRate, ...] = ()
    stale: tuple[ExchangeRate, ...] = ()


class NoRate(NamedTuple):
    """Why an amount cannot be converted."""

    reason: str


class RateLeg(NamedTuple):
    """Step of a conversion: multiply by the price of the pair, or divide by it."""

    symbol: str
    currency: str
    divides: bool


def rate_symbol(currency: str) -> str:
    """Symbol of the pair of a currency with the dollar, "" where there is none: `GBPUSD=X`, `JPY=X`."""
    if currency == CURRENCY or currency not in CURRENCIES:
        return ""
    return f"{currency}{CURRENCY}=X" if currency in _QUOTED_IN_DOLLARS else f"{currency}=X"


_CURRENCY_BY_RATE = {rate_symbol(currency): currency for currency in CURRENCIES if currency != CURRENCY}
RATE_SYMBOLS = frozenset(_CURRENCY_BY_RATE)


def rate_currency(symbol: str) -> str:
    """Currency of which a rate symbol is the pair with the dollar. Raises KeyError for another symbol."""
    return _CURRENCY_BY_RATE[symbol]


def legs(currency: str, base: str) -> tuple[RateLeg, ...] | NoRate:
    """Steps from a currency to the base, through the dollar; none for the same currency."""
    whole, _ = whole_currency(currency)
    if whole == base:
        return ()
    steps = []
    for money, to_dollars in ((whole, True), (base, False)):
        if money == CURRENCY:
            continue
        if not (symbol := rate_symbol(money)):
            return NoRate(f"there is no exchange rate for {money}")
        steps.append(RateLeg(symbol, money, divides=to_dollars != (money in _QUOTED_IN_DOLLARS)))
    return tuple(steps)


def rates_needed(symbols: Iterable[str], quotes: Mapping[str, Quote], base: str) -> tuple[str, ...]:
    """Symbols of the rates that bring the prices of `symbols` into the base currency, each once."""
    found: dict[str, None] = {}
    for symbol in symbols:
        steps = legs(price_currency(symbol, quotes), base)
        if not isinstance(steps, NoRate):
            found |= dict.fromkeys(step.symbol for step in steps)
    return tuple(found)


def price_currency(symbol: str, quotes: Mapping[str, Quote]) -> str:
    """Currency of a symbol's price; "" if unknown."""
    quote = quotes.get(symbol)
    return currency_of(symbol, quote.currency if quote is not None else "")


def rates_from(quotes: Mapping[str, Quote], symbols: Iterable[str]) -> dict[str, ExchangeRate]:
    """Rates among the quotes of `symbols`, by currency.

    A quote without time, or in another currency than its pair has, is no rate.
    """
    found: dict[str, ExchangeRate] = {}
    for symbol in symbols:
        if (quote := quotes.get(symbol)) is None:
            continue
        currency = rate_currency(symbol)
        second = CURRENCY if currency in _QUOTED_IN_DOLLARS else currency
        price = quote.price
        if price is None or not isfinite(price) or price <= 0 or quote.time is None:
            continue
        if quote.currency in ("", second):
            found[currency] = ExchangeRate(symbol, price, quote.time, quote.source)
    return found


def convert(amount: float, currency: str, base: str, rates: Rates, at: float) -> Converted | NoRate:
    """Amount in the base currency at these rates; `at` is the time of its price (seconds since the epoch).

    A rate that is more than five days older than the price is none; one of an earlier weekday but the last is stale.
    """
    steps = legs(currency, base)
    if isinstance(steps, NoRate):
        return steps
    factor, used, stale = whole_currency(currency)[1], [], []
    for step in steps:
        rate = rates.get(step.currency)
        if rate is None:
            return NoRate(f"{step.symbol} has no price")
        day, today = new_york_day(rate.time), new_york_day(at)
        if (today - day).days > LONGEST_LAG_DAYS:
            return NoRate(
                f"the rate {step.symbol} is from {day}, more than {LONGEST_LAG_DAYS} days older than the price"
            )
        if _weekdays(day, today) > 1:
            stale.append(rate)
        used.append(rate)
        factor = factor / rate.price if step.divides else factor * rate.price
    return Converted(amount * factor, factor, tuple(used), tuple(stale))


def _weekdays(after: date, until: date) -> int:
    """Weekdays after one day, up to and including another: a rate of Friday is the newest on a Sunday."""
    days = (after + timedelta(days=i) for i in range(1, (until - after).days + 1))
    return sum(day.weekday() < _SATURDAY for day in days)
