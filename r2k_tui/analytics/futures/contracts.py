"""Whole contracts of a future that hedge an amount."""

from __future__ import annotations

import math
from typing import NamedTuple


class ContractCount(NamedTuple):
    """`contracts` to sell (below zero: to buy), the amount that they hedge, and `residual`: what is left of the amount.

    A residual below zero is hedged too much.
    """

    contracts: int
    hedged: float
    residual: float


def contracts_for(amount: float, price: float, multiplier: float) -> ContractCount | None:
    """Whole number of contracts nearest to amount / (price x multiplier), of two equally near ones the smaller.

    The number for an exposure is beta x value / (price x multiplier): pass beta x value. None unless price and amount
    are finite and the price is above zero. Source: Hull, Options, Futures, and Other Derivatives, chapter 3.
    """
    notional = price * multiplier
    if not (math.isfinite(amount) and math.isfinite(notional) and notional > 0):
        return None
    count = math.ceil(abs(amount) / notional - 0.5)
    contracts = int(math.copysign(count, amount)) if count else 0
    hedged = contracts * notional
    return ContractCount(contracts, hedged, amount - hedged)
