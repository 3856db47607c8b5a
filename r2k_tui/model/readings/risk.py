"""Risk study: volatility cone, deepest drawdowns, dated stress, position size."""

from __future__ import annotations

import msgspec


class ConeRow(msgspec.Struct, frozen=True):
    """Realized volatility of one window length over the history: annualized fractions, None without a full window.

    `n` windows, which overlap; `low` and `high` are the extremes, `p10` to `p90` linear quantiles; `now` is the last
    window and `rank` the share of all windows that are not higher.
    """

    window: int
    n: int
    low: float | None = None
    p10: float | None = None
    p25: float | None = None
    p50: float | None = None
    p75: float | None = None
    p90: float | None = None
    high: float | None = None
    now: float | None = None
    rank: float | None = None


class Fall(msgspec.Struct, frozen=True):
    """Drawdown: days as `YYYY-MM-DD`; `recovered` and its sessions are None while it is open.

    `place` ranks from the deepest, 1; `depth` is trough / peak - 1.
    """

    place: int
    peak: str
    trough: str
    recovered: str | None
    depth: float
    fall_sessions: int
    recovery_sessions: int | None


class StressOutcome(msgspec.Struct, frozen=True):
    """Outcome of one symbol in an episode; without `ret` the `reason` says why. `note` names the part without data."""

    symbol: str
    peak: str | None = None
    trough: str | None = None
    ret: float | None = None
    worst_day: str | None = None
    worst_ret: float | None = None
    note: str = ""
    reason: str = ""


class StressEpisode(msgspec.Struct, frozen=True):
    """Dated episode: `first` and `last` bound the search for its highest and then its lowest close."""

    name: str
    first: str
    last: str
    outcomes: tuple[StressOutcome, ...]


class RiskStudy(msgspec.Struct, frozen=True):
    """Risk history of one symbol; finished sessions only, except for the cone's `now`."""

    symbol: str
    first_day: str | None
    last_day: str | None
    sessions: int
    cone: tuple[ConeRow, ...]
    drawdowns: tuple[Fall, ...]
    episodes: tuple[StressEpisode, ...]
    note: str = "cone: log total returns (tr), windows overlap; falls and episodes: closes (px)"


class SizeRule(msgspec.Struct, frozen=True):
    """One position-sizing rule.

    `fraction` is `budget` / `risk`, at most the limit of the settings; `wanted` is the same without the limit;
    `shares` is the number of whole shares that `fraction` of the capital buys. None with a `reason` where it is not
    available.
    """

    rule: str
    key: str
    budget: float
    risk: float | None
    wanted: float | None
    fraction: float | None
    shares: int | None
    value: float | None
    reason: str = ""


class PositionSize(msgspec.Struct, frozen=True):
    """Position in a symbol that the risk budget allows; `price` is of `price_as_of`, `risk` of `as_of`.

    Capital, price and values are in `currency`, the base currency; `converted` says by what rate the price was, or why
    it cannot be.
    """

    symbol: str
    capital: float
    limit: float
    price: float | None
    price_as_of: str
    as_of: str
    source: str
    rules: tuple[SizeRule, ...]
    note: str = "fraction = budget / risk, at most the limit; shares = whole part of fraction x capital / price"
    currency: str = "USD"
    converted: str = ""
