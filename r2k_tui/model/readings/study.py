"""Results of studies: events, horizons, zones, each beside its base rate."""

from __future__ import annotations

import msgspec

# Lower and upper bound.
ConfidenceInterval = tuple[float, float]
BOOTSTRAP = "moving blocks, 2,000 draws, seed 20250918; Student's t under 12 events"


def no_difference(interval: ConfidenceInterval | None) -> bool:
    """Whether the interval of a difference contains 0 and so proves nothing."""
    return interval is not None and interval[0] <= 0.0 <= interval[1]


class ThresholdEvent(msgspec.Struct, frozen=True):
    """Month at or over the threshold with its forward returns; None while the horizon is not over (pending)."""

    month: str
    ret: float
    fwd1m: float | None
    fwd3m: float | None
    fwd6m: float | None
    fwd12m: float | None


class Outcome(msgspec.Struct, frozen=True):
    """One horizon: events with a known forward return, beside all months of the sample with one.

    A hit is a forward return above 0. `wilson95` is the score interval of the hit rate, `shift_p` the circular shift
    test. Events overlap, so `n` overstates the evidence: they come in `spells`, and `diff95`, `hit_diff95` are 95 %
    intervals of mean and hit rate less those of all months. `few`: fewer than 12 events or spells. `p_holm`: `shift_p`
    adjusted for the family of horizons.
    """

    n: int
    hits: int
    hit_rate: float | None
    wilson95: ConfidenceInterval | None
    mean: float | None
    median: float | None
    base_n: int
    base_hits: int
    base_rate: float | None
    base_mean: float | None
    base_median: float | None
    shift_p: float | None
    spells: int = 0
    diff95: ConfidenceInterval | None = None
    hit_diff95: ConfidenceInterval | None = None
    few: bool = False
    p_holm: float | None = None


class FollowThrough(msgspec.Struct, frozen=True):
    """Follow-through study of one symbol; `months` counts the finished months with a return in the sample."""

    symbol: str
    threshold: float
    first_month: str | None
    last_month: str | None
    months: int
    n_events: int
    events: tuple[ThresholdEvent, ...]
    horizons: dict[str, Outcome]
    note: str = (
        "px; a finished month is an event when its return reaches the threshold; events overlap; diff95: mean less "
        f"that of all months, blocks of the horizon, six months at least, {BOOTSTRAP}"
    )


class ZoneOutcome(msgspec.Struct, frozen=True):
    """One zone: days in it, their share of all days with a score, and known outcomes.

    `fwd21_vol`: mean of the forward 21-session volatility (annualized); `p_min_5`, `p_min_10`: share of days with a
    close at least 5 %, 10 % lower within 21 sessions; `fwd126_*`: mean return over 126 sessions, and share above 0.
    `base_*`: the same for all days with a score. The days come in `spells`; `diff95`, `hit_diff95` are 95 % intervals
    of mean and share above 0 less those of all days; `few`: fewer than 12 spells.
    """

    zone: str
    n: int
    share: float
    fwd21_vol: float | None
    p_min_5: float | None
    p_min_10: float | None
    fwd126_mean: float | None
    fwd126_hit: float | None
    spells: int = 0
    diff95: ConfidenceInterval | None = None
    hit_diff95: ConfidenceInterval | None = None
    few: bool = False
    base_n: int = 0
    base_hit: float | None = None
    base_mean: float | None = None


class EventOutcome(msgspec.Struct, frozen=True):
    """Days of an event, beside all days on which it was defined; forward 126 sessions, a hit is above 0.

    `spells`, `diff95`, `hit_diff95` and `few` are those of ZoneOutcome.
    """

    name: str
    n: int
    fwd126_hit: float | None
    fwd126_mean: float | None
    base_n: int
    base_hit: float | None
    base_mean: float | None
    spells: int = 0
    diff95: ConfidenceInterval | None = None
    hit_diff95: ConfidenceInterval | None = None
    few: bool = False


class States(msgspec.Struct, frozen=True):
    """Outcomes of the zones of both scores and of daily events; px, days overlap."""

    symbol: str
    first_day: str | None
    last_day: str | None
    risk_zones: tuple[ZoneOutcome, ...]
    momentum_zones: tuple[ZoneOutcome, ...]
    events: tuple[EventOutcome, ...]
    note: str = (
        "px; days overlap, so that n overstates what is known; a state, not a forecast; diff95: forward 126 sessions "
        f"less those of all days, blocks of 126 sessions, {BOOTSTRAP}"
    )
