"""What a study found: events, horizons, zones, each beside its base rate."""

from __future__ import annotations

import msgspec

# Lower and upper bound.
ConfidenceInterval = tuple[float, float]
BOOTSTRAP = "moving blocks, 2,000 draws, seed 20250918; Student's t under 12 events"


def no_difference(interval: ConfidenceInterval | None) -> bool:
    """Whether the interval of a difference holds 0: then it says nothing."""
    return interval is not None and interval[0] <= 0.0 <= interval[1]


class ThresholdEvent(msgspec.Struct, frozen=True):
    """A month at or over the threshold and its forward returns; None while the horizon is not over (pending)."""

    month: str
    ret: float
    fwd1m: float | None
    fwd3m: float | None
    fwd6m: float | None
    fwd12m: float | None


class Outcome(msgspec.Struct, frozen=True):
    """One horizon: events whose forward return is known, beside all months of the span whose is known.

    A hit is a forward return above 0. `wilson95` is the score interval of the hit rate, `shift_p` the circular shift
    test. Events overlap, so that n overstates what is known: they come in `spells`, and `diff95`, `hit_diff95` are 95 %
    intervals of mean and hit rate less those of all months. `few`: events or spells are fewer than 12. `p_holm`:
    `shift_p` adjusted for the family of the horizons.
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
    """The study of one symbol; `months` is how many finished months with a return the span has."""

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
    """One zone: days in it, their share of all days with a score, and what followed where that is known.

    `fwd21_vol`: mean of the forward 21-session volatility (annualised); `p_min_5`, `p_min_10`: share of days with a
    close at least 5 %, 10 % lower within 21 sessions; `fwd126_*`: return over 126 sessions, how often above 0.
    `base_*`: the same of all days with a score. The days come in `spells`; `diff95`, `hit_diff95` are 95 % intervals
    of mean and share above 0 less those of all days, `few` says that there are fewer than 12 spells.
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
    """Days on which an event held, beside all days on which it could be told; forward 126 sessions, hit: above 0.

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
    """What followed the zones of both scores, and the daily events; px, days overlap."""

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
