"""Trades from the holdings to a target."""

from __future__ import annotations

import msgspec


class AppliedRate(msgspec.Struct, frozen=True):
    """Exchange rate that amounts were converted by: the price of the pair, of `as_of` (New York time)."""

    symbol: str
    price: float
    as_of: str
    source: str = ""


class Trade(msgspec.Struct, frozen=True, omit_defaults=True):
    """Trade in whole shares; negative sells. `price` and `value` are in the base currency.

    `currency` is that of the quote where it is another one: one unit of it is worth `rate` in the base currency.
    """

    symbol: str
    shares: int
    price: float
    value: float
    currency: str = ""
    rate: float = 1.0


class TradePlan(msgspec.Struct, frozen=True):
    """Trades to a target; `current` weights of holdings and cash, `drift` the largest distance from the target.

    Amounts are in `currency`, the base currency.
    """

    target: str
    trades: tuple[Trade, ...] = ()
    total: float = 0.0
    cash: float = 0.0
    leftover: float = 0.0
    cost: float = 0.0
    current: dict[str, float] = {}
    drift: float | None = None
    due: bool = False
    priced: str = ""
    currency: str = "USD"
