"""What the view of risk studies: the cone of volatility, the deepest falls, dated stress, the size of a position."""

from __future__ import annotations

import msgspec


class ConeRow(msgspec.Struct, frozen=True):
    """Realised volatility of one window over the history: annualised fractions, None where no window is full.

    `n` windows, which overlap; `low` and `high` are the extremes, `p10` to `p90` linear quantiles; `now` is the last
    window and `rank` the share of all windows that are no higher.
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
    """A stretch below a high: days as `YYYY-MM-DD`; `recovered` and its sessions are None while it is open.

    `place` counts from the deepest, 1; `depth` is trough / peak - 1.
    """

    place: int
    peak: str
    trough: str
    recovered: str | None
    depth: float
    fall_sessions: int
    recovery_sessions: int | None


class StressOutcome(msgspec.Struct, frozen=True):
    """What one symbol did in an episode; without `ret` the `reason` says why. `note` says what part is not known."""

    symbol: str
    peak: str | None = None
    trough: str | None = None
    ret: float | None = None
    worst_day: str | None = None
    worst_ret: float | None = None
    note: str = ""
    reason: str = ""


class StressEpisode(msgspec.Struct, frozen=True):
    """A dated episode: `first` and `last` bound the days in which its highest and then its lowest close are sought."""

    name: str
    first: str
    last: str
    outcomes: tuple[StressOutcome, ...]


class RiskStudy(msgspec.Struct, frozen=True):
    """The history of one symbol's risk; finished sessions only, but for the cone's `now`."""

    symbol: str
    first_day: str | None
    last_day: str | None
    sessions: int
    cone: tuple[ConeRow, ...]
    drawdowns: tuple[Fall, ...]
    episodes: tuple[StressEpisode, ...]
    note: str = "cone: log total returns (tr), windows overlap; falls and episodes: closes (px)"


class SizeRule(msgspec.Struct, frozen=True):
    """One rule for the size of a position.

    `fraction` is `budget` / `risk`, at most the limit of the settings; `wanted` is the same without the limit;
    `shares` is what `fraction` of the capital buys, whole shares. None with a `reason` where it cannot be said.
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
    """How much of a symbol a budget of risk allows; `price` of `price_as_of`, `risk` readings of `as_of`."""

    symbol: str
    capital: float
    limit: float
    price: float | None
    price_as_of: str
    as_of: str
    source: str
    rules: tuple[SizeRule, ...]
    note: str = "fraction = budget / risk, at most the limit; shares = whole part of fraction x capital / price"
