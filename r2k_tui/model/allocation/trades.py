"""Trades from the holdings to a target."""

from __future__ import annotations

import msgspec


class AppliedRate(msgspec.Struct, frozen=True):
    """Exchange rate that amounts were converted by: the price of the pair, of `as_of` (New York time)."""

    symbol: str
    price: float
    as_of: str
    source: str = ""


class SoldLot(msgspec.Struct, frozen=True, omit_defaults=True):
    """Shares of one lot that a sale uses; `name` is its symbol and place among the lots of the symbol.

    `cost`, the price paid per share, and `gain` are in the base currency at today's rate; None where the cost is
    unknown. `over_a_year` is None where the day of purchase is. `portfolio` names its portfolio if there are several.
    """

    name: str
    shares: int | float
    opened: str = ""
    cost: float | None = None
    gain: float | None = None
    over_a_year: bool | None = None
    portfolio: str = ""


class Trade(msgspec.Struct, frozen=True, omit_defaults=True):
    """Trade in whole lots; negative sells. `price` and `value` are in the base currency.

    `currency` is that of the quote where it is another one: one unit of it is worth `rate` in the base currency. A sale
    names the `lots` that it uses; its `gain` is None where the cost of any is unknown, as that of
    `shares_without_cost` is.
    """

    symbol: str
    shares: int | float
    price: float
    value: float
    currency: str = ""
    rate: float = 1.0
    lots: tuple[SoldLot, ...] = ()
    gain: float | None = None
    shares_without_cost: float = 0.0


class MemberDrift(msgspec.Struct, frozen=True):
    """Share of a member now, after the trades, and at the target; `out`: now further from it than the band."""

    symbol: str
    now: float
    after: float
    target: float
    out: bool


class TradePlan(msgspec.Struct, frozen=True):
    """Trades to a target; `current` weights of holdings and cash, `drift` the largest distance from the target.

    Amounts are in `currency`, the base currency. `due` if any member is outside `band`, the drift that is allowed.
    Trades go `to` the target, or back to the edge of the band. `gain` is that of all lots whose cost is known, None
    without any. `kept`: what is not to be sold, though it is above its target.
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
    members: tuple[MemberDrift, ...] = ()
    band: float = 0.0
    to: str = "target"
    tax_lots: str = "fifo"
    gain: float | None = None
    kept: tuple[str, ...] = ()

    @property
    def without_cost(self) -> tuple[str, ...]:
        """Symbols of the sales whose gain is unknown, or known in part only."""
        return tuple(trade.symbol for trade in self.trades if trade.shares_without_cost)

    @property
    def out(self) -> tuple[MemberDrift, ...]:
        """Members outside the band, the furthest first."""
        return tuple(sorted((m for m in self.members if m.out), key=lambda m: -abs(m.now - m.target)))
