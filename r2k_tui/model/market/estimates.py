"""Forward earnings of many stocks, as a source reported them on one day."""

from __future__ import annotations

import msgspec


class DayEstimates(msgspec.Struct, frozen=True):
    """Forward EPS by symbol on one day (`YYYY-MM-DD`): float64 columns, NaN where missing.

    `prices` are of the same time and in the same unit of shares, so that a split between two days shows in both.
    `currencies`: currency of each symbol, "" if unknown. `taken_at` in seconds since the epoch.
    """

    day: str
    symbols: tuple[str, ...]
    eps: bytes
    prices: bytes
    currencies: tuple[str, ...]
    taken_at: float = 0.0
