"""Limits that leave riskless members out."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.series.arrays import Flags
from r2k_tui.model.threshold import at_least, below


def without(limits: WeightLimits, members: Flags) -> WeightLimits:
    """Limits that cap the flagged members at their floors in each sleeve that can reach its minimum without them.

    Unchanged if the caps would leave no weights that sum to 1.
    """
    upper = limits.upper.copy()
    for sleeve in limits.sleeves:
        at = sleeve.members
        out = members[at]
        if out.any() and at_least(float(np.where(out, limits.lower[at], upper[at]).sum()), sleeve.least):
            upper[at[out]] = limits.lower[at[out]]
    room = sum(min(s.most, float(upper[s.members].sum())) for s in limits.sleeves)
    return limits if below(room, 1.0) else msgspec.structs.replace(limits, upper=upper)
