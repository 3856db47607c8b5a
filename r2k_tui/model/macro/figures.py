"""Figures of the economy and of valuation as a screen shows them, and the study of what policy was followed by."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from r2k_tui.model.readings.study import BOOTSTRAP, ConfidenceInterval


class FigureGroup(StrEnum):
    """What a figure is about, in the order of the screen."""

    VALUATION = "valuation"
    POLICY = "policy"
    CURVE = "curve"
    CREDIT = "credit"
    FLOATING = "floating"
    GROWTH = "growth"


class FigureUnit(StrEnum):
    """What a figure is: PERCENT of a rate, POINTS of percent between two rates, a RATIO, a FRACTION, or a WORD."""

    PERCENT = "percent"
    POINTS = "points"
    RATIO = "ratio"
    FRACTION = "fraction"
    WORD = "word"


class MacroFigure(msgspec.Struct, frozen=True, array_like=True):
    """One figure: `value` is None with a `reason` where it cannot be given.

    `as_of`: the day, month or quarter that it stands for. `lag_days`: days from the end of that stretch to the day
    that is looked from. `known_at`: when its source last answered (seconds since the epoch). `spark`: what it was, the
    newest last; `change`: against about a year before. `published`: the day on which the value was given out.
    `vintage`: the day whose knowledge it is; None where later revisions are in it. `revision` then says so, and names
    the estimate where there are several.
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
    """Every figure as of one day."""

    as_of: str
    figures: tuple[MacroFigure, ...]


class PolicyMove(msgspec.Struct, frozen=True, array_like=True):
    """One move of the policy rate: the day on which it was decided, its size in points, the rate after it, in percent.

    `first`: it went the other way than the move before.
    """

    day: str
    change: float
    rate: float
    first: bool


class PolicyEvent(msgspec.Struct, frozen=True, array_like=True):
    """One first move and the forward difference, small minus large; None while the stretch is not over."""

    day: str
    fwd6m: float | None
    fwd12m: float | None


class PolicyOutcome(msgspec.Struct, frozen=True):
    """Small minus large over `sessions` after first moves, beside what followed every session.

    `hits`: how often the small were ahead. `wilson95` is the interval of that rate, `mean95` (Student's t, from 12
    events on a bootstrap of them) of the mean, `shift_p` the circular shift test, `p_holm` adjusted for the four rows.
    `spells`, `diff95`, `hit_diff95`, `few` as in model.study: less every session, blocks of the horizon.
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
    """Months that began in a state: small minus large in the month. `mean95`: moving blocks of six months.

    `spells`, `diff95`, `hit_diff95`, `few` as in model.study: less all months, in the same blocks.
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
    """The return of one symbol that went with a rise of the 2-year yield by one point, over `n` common days.

    `error` is the standard error. `time` holds int64 (midnight UTC), `value` float64: what it was.
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

    `dated_by` says where the days of the moves come from, `known_to` up to when they are known. `vintage`: the day
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
