"""Past values of readings of the index, from inputs that reach back."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.engine.readings.members.group import MemberGroup
from r2k_tui.engine.readings.members.inputs import MemberInputs
from r2k_tui.model.readings.reading import DayValue, ReadingDays

MOST = 252
_CHOSEN = "each of the last 252 sessions"


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
