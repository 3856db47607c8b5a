"""Trades in whole shares that bring holdings to target weights."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from r2k_tui.model.threshold import at_least


class Order(NamedTuple):
    """Order for `shares` at `price`; negative sells."""

    symbol: str
    shares: int
    price: float

    @property
    def value(self) -> float:
        """Cost in the currency of the price, negative for a sale."""
        return self.shares * self.price


def orders(
    target: Mapping[str, float],
    held: Mapping[str, float],
    prices: Mapping[str, float],
    cash: float,
    least: float = 0.0,
    cost: float = 0.0,
) -> list[Order]:
    """Orders to the `target` weights (of holdings in the target and cash together), sales first.

    Every position is rounded down to whole shares, never below zero; orders of less than `least` in value are left out.
    Remaining cash buys one share at a time of the position furthest below its target. `cost` is a fraction of the
    traded amount; unaffordable buys are reduced.
    """
    total = cash + sum(held.get(symbol, 0.0) * prices[symbol] for symbol in target)
    wanted = {symbol: share * total / prices[symbol] for symbol, share in target.items()}
    shares = {symbol: _rounded(wanted[symbol], held.get(symbol, 0.0)) for symbol in target}
    shares = {symbol: n if at_least(abs(n * prices[symbol]), least) else 0 for symbol, n in shares.items()}
    while (left := leftover(shares, prices, cash, cost)) < 0:
        buys = [symbol for symbol, n in shares.items() if n > 0]
        if not buys:
            break
        over = max(buys, key=lambda s: (held.get(s, 0.0) + shares[s] - wanted[s]) * prices[s])
        # All missing shares in one step: a penny stock would take a million steps.
        shares[over] -= min(shares[over], math.ceil(-left / (prices[over] * (1 + cost))))
    _spend(shares, wanted, held, prices, cash, cost)
    listed = [
        Order(symbol, n, prices[symbol])
        for symbol, n in shares.items()
        if n and at_least(abs(n * prices[symbol]), least)
    ]
    return sorted(listed, key=lambda order: order.value)


def leftover(shares: Mapping[str, int], prices: Mapping[str, float], cash: float, cost: float) -> float:
    """Cash after the trades and their cost."""
    values = [n * prices[symbol] for symbol, n in shares.items()]
    return cash - sum(values) - cost * sum(abs(value) for value in values)


def _rounded(wanted: float, held: float) -> int:
    change = wanted - held
    if change >= 0:
        return math.floor(change + 1e-9)
    return -min(math.ceil(-change - 1e-9), math.floor(held)) if held > 0 else 0


def _spend(
    shares: dict[str, int],
    wanted: Mapping[str, float],
    held: Mapping[str, float],
    prices: Mapping[str, float],
    cash: float,
    cost: float,
) -> None:
    """Buy one more share of each position below its target, the furthest first, as far as the cash goes."""
    gaps = {s: (wanted[s] - held.get(s, 0.0) - n) * prices[s] for s, n in shares.items() if n > 0}
    for symbol in sorted(gaps, key=lambda s: -gaps[s]):
        price = prices[symbol] * (1 + cost)
        if gaps[symbol] > 0 and leftover(shares, prices, cash, cost) >= price:
            shares[symbol] += 1
