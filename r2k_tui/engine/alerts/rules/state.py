"""The data of rule evaluation: samples, states and what fired."""

from __future__ import annotations

import msgspec

from r2k_tui.model.alerts.alert import AlertValue
from r2k_tui.model.calendar.session import Phase


class Sample(msgspec.Struct, frozen=True):
    """The value of a field at `time` (seconds since the epoch); None, NaN and infinities are missing values.

    `day` is the session that the value belongs to (YYYY-MM-DD), `final` says that it is over. `record` is the highest
    value of the days before, where it is known. `detail` completes the words. `missed_since`: not evaluated since.
    """

    time: float
    value: AlertValue
    day: str = ""
    final: bool = False
    phase: Phase = Phase.OPEN
    record: float | None = None
    detail: str = ""
    missed_since: float | None = None


class HeldAlert(msgspec.Struct, frozen=True):
    """An alert held back during a cooldown, the newest of `times`."""

    sample: Sample
    before: AlertValue = None
    times: int = 1


class ValueRange(msgspec.Struct, frozen=True, array_like=True):
    """The lowest and highest value of one time bucket; buckets count from the epoch."""

    piece: int
    low: float
    high: float


class RuleState(msgspec.Struct, frozen=True):
    """Everything a rule remembers. It is stored whole, so that a restart changes nothing.

    `armed`: None before the first value. `count`: samples in a row that satisfied the rule. `settled`: the text that
    was reported last. `record`: the highest value before `day`, `best` the highest of it. `fired_day`: the last day of
    a rule that fires once a day. `last`: the newest sample, which may become the close of its day.
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
    """A rule has fired on `sample`; `before` is what the value was, where that says something.

    `held_since`: when it became true, where a cooldown held it back; `times`: how often in that time.
    """

    sample: Sample
    before: AlertValue = None
    held_since: float | None = None
    times: int = 1
