"""Price histories in a base currency, by daily closes of an exchange rate."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio.return_panel import PriceHistory

# A rate is carried over holidays and gaps for at most this many days.
LONGEST_GAP = np.timedelta64(5, "D")


def in_base(prices: PriceHistory, rates: PriceHistory, *, divides: bool) -> PriceHistory:
    """Prices times the last rate known on each day, or divided by it with `divides`; both are above zero.

    A day without a rate in the five days before it is left out, so that no return is computed from an old rate.
    """
    if not len(rates.days):
        return PriceHistory(prices.days[:0], prices.values[:0])
    place = np.searchsorted(rates.days, prices.days, side="right") - 1
    known = (place >= 0) & (prices.days - rates.days[np.maximum(place, 0)] <= LONGEST_GAP)
    rate = rates.values[place[known]]
    return PriceHistory(prices.days[known], prices.values[known] / rate if divides else prices.values[known] * rate)
