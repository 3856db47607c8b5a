"""One row of the table of readings: keys, what they mean, and the function that computes them."""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec
import numpy as np

from r2k_tui.engine.readings.methodology import Note
from r2k_tui.engine.readings.series import Facts
from r2k_tui.model.readings.reading import Reading, ReadingValue


class Answer(msgspec.Struct, frozen=True):
    """What a row found for one key; without a value, why.

    `note` completes the definition, `as_of` replaces the day of the last bar, `window` the row's window.
    """

    value: ReadingValue
    n: int = 0
    reason: str = ""
    note: str = ""
    as_of: str = ""


class Field(msgspec.Struct, frozen=True):
    """One public key with its unit, its definition in one sentence, and the note of its family."""

    key: str
    unit: str
    definition: str
    note: Note


class Row(msgspec.Struct, frozen=True):
    """Keys that are computed together from one window; `compute` answers in the order of `fields`."""

    fields: tuple[Field, ...]
    window: str
    compute: Callable[[Facts], tuple[Answer, ...]]

    def readings(self, facts: Facts) -> list[Reading]:
        """Compute every key of the row."""
        answers = self.compute(facts) if facts.count else (Answer(None, reason="no bars"),) * len(self.fields)
        return [_reading(facts, self, field, answer) for field, answer in zip(self.fields, answers, strict=True)]


def _reading(facts: Facts, row: Row, field: Field, answer: Answer) -> Reading:
    faults = facts.continuity.told(max(0, facts.count - 1 - answer.n)) if facts.count else ()
    reason = f"{answer.reason}: {faults[0]}" if answer.value is None and faults else answer.reason
    return Reading(
        key=field.key,
        value=answer.value,
        unit=field.unit,
        window=row.window,
        n=answer.n,
        as_of=answer.as_of or facts.as_of,
        source=facts.inputs.source,
        definition=field.definition + answer.note,
        reason=reason,
        problems=faults,
    )


def number(value: float | None, n: int, reason: str, note: str = "", as_of: str = "") -> Answer:
    """A finite number, never a negative zero, or nothing with a reason."""
    if value is None or not math.isfinite(value):
        return Answer(None, n, reason, note, as_of)
    return Answer(float(value) + 0.0, n, "", note, as_of)


def absent(count: int, reason: str, n: int = 0) -> tuple[Answer, ...]:
    """The same reason for every key of a row."""
    return (Answer(None, n, reason),) * count


def day(value: np.datetime64, n: int) -> Answer:
    """A date as text."""
    return Answer(str(value), n)
