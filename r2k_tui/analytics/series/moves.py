"""Size of the last session's move against the moves before it."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.threshold import at_least


def last_as_large(moves: Floats) -> int | None:
    """Index of the last earlier move of the same sign at least as large as the last one; None where there is none.

    NaN moves match nothing; a last move that is zero or missing has no direction and so no match.
    """
    last = float(moves[-1]) if len(moves) else math.nan
    if not math.isfinite(last) or last == 0.0:
        return None
    found = np.flatnonzero(at_least(moves[:-1] * math.copysign(1.0, last), abs(last)))
    return int(found[-1]) if len(found) else None
