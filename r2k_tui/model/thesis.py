"""Thesis ledger: claims, measurements, and the verdicts that follow."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Verdict(StrEnum):
    """Verdict of the data on a claim. Only the rules of `analytics.studies.verdicts` choose one."""

    HOLDS = "holds"
    HOLDS_OTHER_MEASURE = "holds_other_measure"
    DOES_NOT_HOLD = "does_not_hold"
    UNPROVEN = "unproven"
    NOT_TESTABLE = "not_testable"


class Unit(StrEnum):
    """Unit of a number in the ledger."""

    PRICE = "price"
    FRACTION = "fraction"
    SHARE = "share"
    RATIO = "ratio"
    FLAG = "flag"
    COUNT = "count"


# A number, a yes or no, or unknown.
Value = float | bool | None


class Measurement(msgspec.Struct, frozen=True):
    """One measure of a claim: `day` is that of its newest observation; `reason` says why there is no value.

    `vintage` and `revision` are those of the MacroFigure that it came from.
    """

    name: str
    value: Value
    unit: Unit
    day: str = ""
    reason: str = ""
    vintage: str | None = None
    revision: str = ""


class Occurrence(msgspec.Struct, frozen=True):
    """One event of a study: its day, its size, and its outcome (None while the horizon is not over)."""

    when: str
    size: float | None
    after: float | None


class EvidenceCurve(msgspec.Struct, frozen=True):
    """Plot of evidence: `time` holds int64 (midnight UTC of each day), `value` float64 of the same length."""

    name: str
    unit: Unit
    time: bytes
    value: bytes


class Evidence(msgspec.Struct, frozen=True):
    """Evidence behind a verdict. `size_name` and `after_name` title the columns of the occurrences."""

    measures: tuple[Measurement, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    size_name: str = ""
    after_name: str = ""
    curve: EvidenceCurve | None = None
    note: str = ""


class Nearest(msgspec.Struct, frozen=True):
    """Measure nearest to a claimed figure, its value, and its distance."""

    measure: str
    value: float
    off: float


class ClaimResult(msgspec.Struct, frozen=True):
    """Row of the ledger.

    `n` counts the observations behind `measured`; `base_rate` and `interval` (95 %) belong to claims about what
    follows. `tested` is the day whose knowledge was used, `own` says that the claim is the user's. `vintage`: the day
    of the publication that was measured; None where later revisions are in it, which `revision` then says, and for
    prices. `tried` measures were compared with a claimed figure, `nearest` is one of them. `power`: how likely the test
    is to prove a claim about what follows if it is true, with the events there are.
    """

    id: str
    claim: str
    unit: Unit
    claimed: Value
    measured: Value
    n: int | None
    base_rate: float | None
    interval: tuple[float, float] | None
    verdict: Verdict
    reason: str
    tested: str
    own: bool = False
    evidence: Evidence = Evidence()
    vintage: str | None = None
    revision: str = ""
    nearest: Nearest | None = None
    tried: int | None = None
    power: float | None = None


class Ledger(msgspec.Struct, frozen=True):
    """All claims as of one day; `source` and `simulated` describe the data."""

    as_of: str
    source: str
    simulated: bool
    claims: tuple[ClaimResult, ...]


class Flip(msgspec.Struct, frozen=True):
    """Change of a claim's verdict since its last test: an event for an alert."""

    id: str
    claim: str
    before: Verdict
    now: Verdict
    before_day: str
    day: str
    reason: str
