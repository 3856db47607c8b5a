"""Reading: a number with everything needed to check it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

ReadingValue = float | bool | str | dict[str, float] | None


class Reading(msgspec.Struct, frozen=True):
    """One figure with its methodology; `value` is None with a `reason` where it is not available.

    `unit` is one of `price`, `fraction`, `ratio`, `index` (0 to 100), `shares`, `count`, `date`, `flag`; `window`
    names the sample, `n` its number of observations, `as_of` the day (or time) of the newest one. `problems`: faults of
    the data in the sample, in sentences.
    """

    key: str
    value: ReadingValue
    unit: str
    window: str
    n: int
    as_of: str
    source: str
    definition: str
    reason: str = ""
    problems: tuple[str, ...] = ()

    @property
    def number(self) -> float | None:
        """Value if it is a number, else None."""
        if isinstance(self.value, bool) or not isinstance(self.value, float | int):
            return None
        return float(self.value)


class Component(msgspec.Struct, frozen=True):
    """One component of a composite score. `weight` is its share by definition, before renormalization.

    `source`: symbol and provider of the series behind it, where a score may take it from several.
    """

    name: str
    weight: float
    score: float | None = None
    value: float | None = None
    detail: str = ""
    reason: str = ""
    source: str = ""


class ScoreKind(StrEnum):
    """Kind of a composite score."""

    RISK = "risk"
    MOMENTUM = "momentum"


class Score(msgspec.Struct, frozen=True):
    """Composite score from 0 to 100 with its zone and components; `score` is None with a `reason` when absent."""

    kind: ScoreKind
    symbol: str
    score: float | None
    zone: str | None
    components: tuple[Component, ...]
    as_of: str
    source: str
    definition: str
    reason: str = ""


class SymbolReadings(msgspec.Struct, frozen=True):
    """Readings of one symbol by key."""

    symbol: str
    readings: dict[str, Reading] = {}


class DayValue(msgspec.Struct, frozen=True, array_like=True):
    """Value of a reading on a day (`YYYY-MM-DD`), with its number of observations."""

    day: str
    value: float
    n: int


class ReadingDays(msgspec.Struct, frozen=True):
    """Values of one reading by day, ascending. `chosen` tells which days these are."""

    key: str
    chosen: str
    days: tuple[DayValue, ...] = ()
