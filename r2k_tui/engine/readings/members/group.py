"""Table row of readings of the index: keys, methodology, needed inputs, and the function that computes them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.reading import ReadingResult, ReadingSpec, absent
from r2k_tui.model.readings.reading import Reading

# Past values of the row's keys, in their order: the days and the values of each.
Past = Callable[[MemberInputs], tuple[tuple[Days, Floats], ...]]


class MemberResults(msgspec.Struct, frozen=True):
    """Results in the order of the row's fields, with the day of the newest observation and the source of all."""

    results: tuple[ReadingResult, ...]
    as_of: str
    source: str


class MemberGroup(msgspec.Struct, frozen=True):
    """Keys computed together. `compute` is called only where every part of `needs` was gathered.

    `windows`: window of each key, or one for all of them. `kept`: one value a day is stored, so that the history begins
    on the day on which R2K first ran. `past`: history from the inputs, of readings that these reach back for; `chosen`
    says which of the last sessions it has, where not each.
    """

    fields: tuple[ReadingSpec, ...]
    windows: tuple[str, ...]
    needs: tuple[InputPart, ...]
    compute: Callable[[MemberInputs], MemberResults]
    kept: bool = False
    past: Past | None = None
    chosen: str = ""

    def readings(self, inputs: MemberInputs) -> list[Reading]:
        """Compute every key of the row."""
        reason = next((inputs.missing[part] for part in self.needs if part in inputs.missing), None)
        found = self.compute(inputs) if reason is None else MemberResults(absent(len(self.fields), reason), "", "")
        windows = self.windows * len(self.fields) if len(self.windows) == 1 else self.windows
        rows = zip(self.fields, windows, found.results, strict=True)
        return [_reading(field, window, result, found) for field, window, result in rows]


def _reading(field: ReadingSpec, window: str, result: ReadingResult, found: MemberResults) -> Reading:
    return Reading(
        key=field.key,
        value=result.value,
        unit=field.unit,
        window=window,
        n=result.n,
        as_of=result.as_of or found.as_of,
        source=found.source,
        definition=field.definition + result.note,
        reason=result.reason,
    )
