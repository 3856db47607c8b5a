"""Plots that stand behind a verdict."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.series import until
from r2k_tui.engine.thesis.inputs import ClaimInputs
from r2k_tui.engine.thesis.measures import Price
from r2k_tui.model.thesis import EvidenceCurve, Unit

_PLOTTED = 520


def closes_curve(case: ClaimInputs, asked: Price) -> EvidenceCurve | None:
    """The last two years of closes up to the day of a measure."""
    bars = case.bars.get(asked.symbol)
    if bars is None or len(bars) < 2:
        return None
    shown = until(bars, np.datetime64(asked.day)) if asked.day is not None else bars
    if len(shown) < 2:
        return None
    times = shown.days[-_PLOTTED:].astype("datetime64[s]").astype(np.int64)
    return EvidenceCurve(f"{asked.symbol}, closes", Unit.PRICE, times.tobytes(), shown.close[-_PLOTTED:].tobytes())
