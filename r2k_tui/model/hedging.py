"""Hedges of a portfolio: positions in an index, and contracts of its future."""

from __future__ import annotations

import msgspec


class Hedge(msgspec.Struct, frozen=True):
    """Two hedges to a target risk: hold `size` of the portfolio and the rest in cash, or sell `short` of the index.

    Both are fractions of the capital; `short` is None where no short position reaches the target. `measure` is
    annualized volatility, one-day CVaR 95, or beta to the index, which only a short position takes away.
    """

    measure: str
    now: float
    wanted: float
    size: float | None
    index: str
    short: float | None


class FutureContracts(msgspec.Struct, frozen=True):
    """Whole contracts of one future to sell against an amount; below zero, to buy.

    `notional`: value of one contract. `hedged` + `residual` is the amount; a residual below zero is hedged too much.
    """

    contract: str
    multiplier: float
    notional: float
    contracts: int
    hedged: float
    residual: float


class FuturesHedgeRow(msgspec.Struct, frozen=True):
    """Amount of small caps to sell for one purpose, and the contracts of each size that come nearest to it."""

    purpose: str
    amount: float
    contracts: tuple[FutureContracts, ...]


class FuturesHedge(msgspec.Struct, frozen=True):
    """Hedges by the future on the index; without `rows` the `reason` says why.

    Amounts are in `currency`, that of the future. `capital` is what the fractions of the hedges are of, and
    `capital_from` where it comes from. `price` is that of `symbol`, by `source`, of the time `as_of`. `note` tells of
    the roll.
    """

    rows: tuple[FuturesHedgeRow, ...] = ()
    reason: str = ""
    currency: str = "USD"
    capital: float | None = None
    capital_from: str = ""
    symbol: str = ""
    price: float | None = None
    as_of: str = ""
    source: str = ""
    days_to_expiry: float | None = None
    note: str = ""
