"""Table row of readings: keys, methodology, and the function that computes them."""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec
import numpy as np

from r2k_tui.engine.readings.series import DerivedSeries
from r2k_tui.model.readings.reading import Reading, ReadingValue
from r2k_tui.model.readings.study import EventOutcome, ZoneOutcome


class ReadingResult(msgspec.Struct, frozen=True):
    """Result for one key; without a value, the reason.

    `note` extends the definition, `as_of` overrides the day of the last bar, `window` the row's window.
    """

    value: ReadingValue
    n: int = 0
    reason: str = ""
    note: str = ""
    as_of: str = ""


class Methodology(msgspec.Struct, frozen=True):
    """`formula` with its reference, and `caveat`: the limits of the figure.

    C is a close, P a price of either kind, r a return, n the length of the window, t the last bar.
    """

    formula: str
    caveat: str


class ReadingSpec(msgspec.Struct, frozen=True):
    """Public key with its unit, its one-sentence definition, and its methodology.

    `parts`: the value is a table of named parts, which no alert can watch.
    """

    key: str
    unit: str
    definition: str
    note: Methodology
    parts: bool = False


class ReadingGroup(msgspec.Struct, frozen=True):
    """Keys computed together from one window; `compute` returns results in the order of `fields`."""

    fields: tuple[ReadingSpec, ...]
    window: str
    compute: Callable[[DerivedSeries], tuple[ReadingResult, ...]]

    def readings(self, facts: DerivedSeries) -> list[Reading]:
        """Compute every key of the row."""
        answers = self.compute(facts) if facts.count else (ReadingResult(None, reason="no bars"),) * len(self.fields)
        as_of, source, window = facts.as_of, facts.inputs.source, self.window
        return [
            Reading(
                field.key,
                answer.value,
                field.unit,
                window,
                answer.n,
                answer.as_of or as_of,
                source,
                field.definition + answer.note if answer.note else field.definition,
                f"{answer.reason}: {faults[0]}" if answer.value is None and faults else answer.reason,
                faults,
            )
            for field, answer in zip(self.fields, answers, strict=True)
            for faults in (facts.faults(answer.n),)
        ]


def number(value: float | None, n: int, reason: str, note: str = "", as_of: str = "") -> ReadingResult:
    """Finite number, never negative zero; else no value, with the reason."""
    if value is None or not math.isfinite(value):
        return ReadingResult(None, n, reason, note, as_of)
    return ReadingResult(float(value) + 0.0, n, "", note, as_of)


def absent(count: int, reason: str, n: int = 0) -> tuple[ReadingResult, ...]:
    """Same reason for every key of a row."""
    return (ReadingResult(None, n, reason),) * count


def day(value: np.datetime64, n: int) -> ReadingResult:
    """Date as text."""
    return ReadingResult(str(value), n)


class ReadingHistory(msgspec.Struct, frozen=True):
    """Days (midnight UTC, seconds since the epoch) with their values; `chosen` describes how the days were selected.

    `zones` and `events`: forward outcomes of its states, for finished sessions.
    """

    times: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    chosen: str = ""
    zones: tuple[ZoneOutcome, ...] = ()
    events: tuple[EventOutcome, ...] = ()
