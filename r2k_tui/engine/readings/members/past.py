"""Past values of readings of the index, from inputs that reach back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.engine.readings.members.group import MemberGroup
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.model.readings.reading import DayValue, ReadingDays

MOST = 252
_CHOSEN = "each of the last 252 sessions"


class _KeptPast(NamedTuple):
    """Values of a row, and the columns of the members that they follow from."""

    closes: CloseTable
    weights: bytes
    as_of: str
    found: dict[str, ReadingDays]


class PastValues:
    """Past values of any rows; those of the members are kept until closes, weights or the day change.

    They take a third of a second, and a page of readings asks for them again after each sweep.
    """

    def __init__(self) -> None:
        self._known: dict[str, _KeptPast] = {}

    def of(self, rows: Sequence[MemberGroup], inputs: MemberInputs) -> dict[str, ReadingDays]:
        """See `past_values`."""
        found: dict[str, ReadingDays] = {}
        for row in rows:
            found |= self._of_members(row, inputs) if row.needs == (InputPart.MEMBERS,) else past_values(row, inputs)
        return found

    def _of_members(self, row: MemberGroup, inputs: MemberInputs) -> dict[str, ReadingDays]:
        table, key = inputs.table, row.fields[0].key
        if table is None:
            return past_values(row, inputs)
        known, weights = self._known.get(key), table.weights.tobytes()
        if known is None or known.closes is not table.closes or known[1:3] != (weights, table.as_of):
            known = self._known[key] = _KeptPast(table.closes, weights, table.as_of, past_values(row, inputs))
        return known.found


def past_values(row: MemberGroup, inputs: MemberInputs) -> dict[str, ReadingDays]:
    """The last values of every key of a row; none where its inputs are missing."""
    keys = [field.key for field in row.fields]
    if row.past is None or any(part in inputs.missing for part in row.needs):
        return {key: ReadingDays(key, "") for key in keys}
    windows = row.windows * len(keys) if len(row.windows) == 1 else row.windows
    rows = zip(keys, windows, row.past(inputs), strict=True)
    chosen = row.chosen or _CHOSEN
    return {key: ReadingDays(key, chosen, _last_values(window, days, values)) for key, window, (days, values) in rows}


def _last_values(window: str, days: Days, values: Floats) -> tuple[DayValue, ...]:
    known = np.isfinite(values)
    n = next((int(word) for word in window.split() if word.isdigit()), 0)
    pairs = zip(days[known][-MOST:], values[known][-MOST:].tolist(), strict=True)
    return tuple(DayValue(str(day), value, n) for day, value in pairs)
