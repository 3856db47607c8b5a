"""Position size for a risk budget."""

from __future__ import annotations

import math


def wanted_fraction(budget: float, risk: float) -> float | None:
    """budget / risk: fraction of the capital at which a loss of `risk` on the position costs `budget` of the capital.

    With annual volatilities for both, it is the fraction that gives the budgeted volatility. None for a risk
    that is not above zero.
    Source of the volatility form: Moreira and Muir, Journal of Finance 72 (2017).
    """
    return budget / risk if math.isfinite(risk) and risk > 0 else None


def whole_shares(fraction: float, capital: float, price: float) -> int | None:
    """Whole part of fraction x capital / price; None for a price that is not above zero."""
    return math.floor(fraction * capital / price) if math.isfinite(price) and price > 0 else None
