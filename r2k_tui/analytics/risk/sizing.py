"""How large a position may be for a budget of risk."""

from __future__ import annotations

import math


def wanted_fraction(budget: float, risk: float) -> float | None:
    """budget / risk: the share of the capital at which a loss of `risk` of the position costs `budget` of it.

    With annual volatilities in both places it is the share that has the volatility of the budget. None for a risk
    that is not above zero.
    Source of the second: Moreira and Muir, Journal of Finance 72 (2017).
    """
    return budget / risk if math.isfinite(risk) and risk > 0 else None


def whole_shares(fraction: float, capital: float, price: float) -> int | None:
    """Whole part of fraction x capital / price; None for a price that is not above zero."""
    return math.floor(fraction * capital / price) if math.isfinite(price) and price > 0 else None
