"""Macro and valuation figures as a screen shows them, and the study of returns after policy rate moves."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from r2k_tui.model.readings.study import BOOTSTRAP, ConfidenceInterval


class FigureGroup(StrEnum):
    """Subject of a figure, in the order of the screen."""

    VALUATION = "valuation"
    POLICY = "policy"
    CURVE = "curve"
    CREDIT = "credit"
    FLOATING = "floating"
    GROWTH = "growth"


class FigureUnit(StrEnum):
    """Unit of a figure: PERCENT of a rate, percentage POINTS between rates, a RATIO, a FRACTION, or a WORD."""

    PERCENT = "percent"
    POINTS = "points"
    RATIO = "ratio"
    FRACTION = "fraction"
    WORD = "word"


class MacroFigure(msgspec.Struct, frozen=True, array_like=True):
    """One figure; `value` is None with a `reason` where it is not available.

    `as_of`: the day, month or quarter that it describes. `lag_days`: days from the end of that period to the day of
    the report. `known_at`: time of the source's last reply (seconds since the epoch). `spark`: past values, the newest
    last; `change`: against about a year before. `published`: the publication day of the value. `vintage`: the day
    whose knowledge it is; None where later revisions are in it, which `revision` then says, with the name of the
    estimate where there are several.
    """

    key: str
    group: FigureGroup
    name: str
    unit: FigureUnit
    value: float | str | None
    as_of: str = ""
    lag_days: int | None = None
    source: str = ""
    definition: str = ""
    reason: str = ""
    note: str = ""
    change: float | None = None
    spark: tuple[float, ...] = ()
    known_at: float | None = None
    published: str = ""
    vintage: str | None = None
    revision: str = ""


class Macro(msgspec.Struct, frozen=True):
    """All figures as of one day."""

    as_of: str
    figures: tuple[MacroFigure, ...]


class PolicyMove(msgspec.Struct, frozen=True, array_like=True):
    """Move of the policy rate: its decision day, its size in percentage points, and the rate after it in percent.

    `first`: it went the opposite way from the move before.
    """

    day: str
    change: float
    rate: float
    first: bool


class PolicyEvent(msgspec.Struct, frozen=True, array_like=True):
    """One first move with the forward return difference, small minus large; None while the horizon is not over."""

    day: str
    fwd6m: float | None
    fwd12m: float | None


class PolicyOutcome(msgspec.Struct, frozen=True):
    """Small minus large over `sessions` after first moves, beside the same after every session.

    `hits`: how often small caps were ahead. `wilson95` is the interval of that rate, `mean95` (Student's t, from 12
    events on a bootstrap of them) of the mean, `shift_p` the circular shift test, `p_holm` adjusted for the four rows.
    `spells`, `diff95`, `hit_diff95`, `few` as in `readings.study`: less every session, blocks of the horizon.
    """

    move: str
    horizon: str
    sessions: int
    n: int
    hits: int
    hit_rate: float | None
    wilson95: ConfidenceInterval | None
    mean: float | None
    mean95: ConfidenceInterval | None
    base_n: int
    base_rate: float | None
    base_mean: float | None
    shift_p: float | None
    spells: int = 0
    diff95: ConfidenceInterval | None = None
    hit_diff95: ConfidenceInterval | None = None
    few: bool = False
    p_holm: float | None = None


class StateOutcome(msgspec.Struct, frozen=True):
    """Small minus large in months that began in a state. `mean95`: moving blocks of six months.

    `spells`, `diff95`, `hit_diff95`, `few` as in `readings.study`: less all months, in the same blocks.
    """

    state: str
    n: int
    hits: int
    hit_rate: float | None
    wilson95: ConfidenceInterval | None
    mean: float | None
    mean95: ConfidenceInterval | None
    now: bool = False
    spells: int = 0
    diff95: ConfidenceInterval | None = None
    hit_diff95: ConfidenceInterval | None = None
    few: bool = False


class RateSensitivity(msgspec.Struct, frozen=True):
    """Beta of one symbol to the 2-year yield: its return per percentage point of rise, over `n` common days.

    `error` is the standard error. `time` holds int64 (midnight UTC), `value` float64, the history of the beta.
    """

    symbol: str
    beta: float | None
    error: float | None
    r2: float | None
    n: int
    as_of: str
    time: bytes = b""
    value: bytes = b""
    reason: str = ""


class PolicyStudy(msgspec.Struct, frozen=True):
    """Small minus large around the policy rate, on the common days of two price indices from `first_day` on.

    `dated_by` names the origin of the move dates, `known_to` the day up to which they are known. `vintage`: the day
    whose knowledge the series are; None where later revisions are in them, which `revision` then says.
    """

    small: str
    large: str
    rate: str
    first_day: str | None
    last_day: str | None
    regime: str | None
    moves: tuple[PolicyMove, ...]
    first_cuts: tuple[PolicyEvent, ...]
    first_rises: tuple[PolicyEvent, ...]
    outcomes: tuple[PolicyOutcome, ...]
    regimes: tuple[StateOutcome, ...]
    curve: tuple[StateOutcome, ...]
    all_months: StateOutcome
    sensitivity: tuple[RateSensitivity, ...]
    problems: tuple[str, ...] = ()
    note: str = (
        "px; a move has the day on which the target was decided; months count by the state known before they began; "
        "few events, overlapping stretches: a description, not a forecast; diff95: less every session (rows of moves, "
        f"blocks of the horizon) or all months (states, blocks of six months), {BOOTSTRAP}"
    )
    known_to: str | None = None
    dated_by: str = ""
    vintage: str | None = None
    revision: str = ""
