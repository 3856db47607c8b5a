"""Fundamentals of a company, as a quote reports them."""

from __future__ import annotations

import msgspec


class Fundamentals(msgspec.Struct, frozen=True, array_like=True):
    """Fundamentals of one stock, per share in its currency. A field that the source left out is None.

    `trailing_eps`: earnings of the last twelve months; `this_year_eps`, `forward_eps`: estimates of this and the next
    year. `day_average_50`, `day_average_200`: means of closes. `earnings_at`: next report of earnings, or the last one
    where the source is behind; `earnings_start` and `earnings_end`: the window in which a report is expected;
    `earnings_estimate`: whether the source calls it an estimate. `taken_at`; all times in seconds since the epoch.
    `float_shares`: shares that trade freely.
    """

    symbol: str
    name: str = ""
    trailing_eps: float | None = None
    this_year_eps: float | None = None
    forward_eps: float | None = None
    forward_pe: float | None = None
    shares: float | None = None
    market_cap: float | None = None
    day_average_50: float | None = None
    day_average_200: float | None = None
    high_52w: float | None = None
    low_52w: float | None = None
    taken_at: float = 0.0
    earnings_at: float | None = None
    earnings_start: float | None = None
    earnings_end: float | None = None
    earnings_estimate: bool | None = None
    float_shares: float | None = None
