"""Basis of a future to its index."""

from __future__ import annotations

from typing import NamedTuple

YEAR_DAYS = 365.0


class FuturesBasis(NamedTuple):
    """`points` (future - index), `fraction` of the index, and `annual`: the fraction x 365 / days to expiry.

    `annual` is None where the days are fewer than the least.
    """

    points: float
    fraction: float
    annual: float | None


def basis(future: float, index: float, days: float, least_days: float) -> FuturesBasis | None:
    """Basis of two prices of the same time; None unless both are above zero.

    Annualized by simple interest over calendar days, actual / 365. Without arbitrage it is about the rate of interest
    less the dividend yield until expiry: F = S (1 + (r - d) t). Source: Cornell and French, Journal of Futures Markets
    3 (1983). Fewer days than `least_days` turn a tick into percents a year, and give none.
    """
    if not (future > 0 and index > 0):
        return None
    points = future - index
    fraction = points / index
    return FuturesBasis(points, fraction, fraction * YEAR_DAYS / days if days >= least_days and days > 0 else None)
