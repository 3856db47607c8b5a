"""Data of rule evaluation: samples, states and fired rules."""

from __future__ import annotations

import msgspec

from r2k_tui.model.alerts.alert import AlertValue
from r2k_tui.model.calendar.session import Phase


class Sample(msgspec.Struct, frozen=True):
    """Value of a field at `time` (seconds since the epoch); None, NaN and infinities are missing values.

    `day`: session of the value (YYYY-MM-DD); `final`: that session is over. `record`: highest value of the previous
    days, where known. `detail` completes the message. `missed_since`: start of a gap in the evaluation.
    `inside`: members of a screen, separated by blanks; `unknown`: those of which it is not known.
    """

    time: float
    value: AlertValue
    day: str = ""
    final: bool = False
    phase: Phase = Phase.OPEN
    record: float | None = None
    detail: str = ""
    missed_since: float | None = None
    inside: str | None = None
    unknown: str = ""


class HeldAlert(msgspec.Struct, frozen=True):
    """Alert deferred by a cooldown, the newest of `times`."""

    sample: Sample
    before: AlertValue = None
    times: int = 1


class ValueRange(msgspec.Struct, frozen=True, array_like=True):
    """Lowest and highest value of one time bucket; buckets count from the epoch."""

    piece: int
    low: float
    high: float


class RuleState(msgspec.Struct, frozen=True):
    """Complete state of a rule. It is stored whole, so that a restart changes nothing.

    `armed`: None before the first value. `count`: consecutive samples that satisfied the rule. `settled`: last reported
    text. `record`: highest value before `day`, `best`: highest value of that day. `fired_day`: last day of a once-a-day
    rule. `last`: newest sample, which may become the close of its day.
    """

    looked_at: float | None = None
    value: AlertValue = None
    armed: bool | None = None
    count: int = 0
    candidate: AlertValue = None
    settled: AlertValue = None
    fired_at: float | None = None
    fires: int = 0
    held: HeldAlert | None = None
    window: tuple[ValueRange, ...] = ()
    record: float | None = None
    best: float | None = None
    day: str = ""
    fired_day: str = ""
    closed_day: str = ""
    last: Sample | None = None


class Fired(msgspec.Struct, frozen=True):
    """Rule fired on `sample`; `before` is the previous value, where meaningful.

    `held_since`: time of the condition, where a cooldown deferred the alert; `times`: number of occurrences since.
    """

    sample: Sample
    before: AlertValue = None
    held_since: float | None = None
    times: int = 1
