"""Past values of a reading of the index, from inputs that reach back."""

from __future__ import annotations

import numpy as np

from r2k_tui.engine.readings.members.group import MemberGroup
from r2k_tui.engine.readings.members.inputs import MemberInputs
from r2k_tui.model.readings.reading import DayValue, ReadingDays

MOST = 252
_CHOSEN = "each of the last 252 sessions"


def past_values(row: MemberGroup, key: str, inputs: MemberInputs) -> ReadingDays:
    """The last values of a key; none where its inputs are missing."""
    if row.past is None or any(part in inputs.missing for part in row.needs):
        return ReadingDays(key, "")
    place = [field.key for field in row.fields].index(key)
    window = row.windows[place if len(row.windows) > 1 else 0]
    days, values = row.past(inputs)[place]
    known = np.isfinite(values)
    n = next((int(word) for word in window.split() if word.isdigit()), 0)
    pairs = zip(days[known][-MOST:], values[known][-MOST:].tolist(), strict=True)
    return ReadingDays(key, row.chosen or _CHOSEN, tuple(DayValue(str(day), value, n) for day, value in pairs))
