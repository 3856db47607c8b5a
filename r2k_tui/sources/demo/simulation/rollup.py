"""Aggregation of minute bars to longer ones; a bar never extends past the end of its cycle."""

from __future__ import annotations

import numpy as np

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.demo.simulation.minutes import Minutes


def rolled(minutes: Minutes, interval: Interval) -> Minutes:
    """Bars of `interval`, counted from the start of each cycle; one-minute bars are unchanged."""
    if interval is Interval.M1 or not len(minutes.time):
        return minutes
    begins = minutes.cycle + (minutes.time - minutes.cycle) // interval.seconds * interval.seconds
    firsts = np.flatnonzero(np.concatenate([[True], np.diff(begins) > 0]))
    lasts = np.concatenate([firsts[1:], [len(begins)]]) - 1
    return Minutes(
        begins[firsts],
        minutes.open[firsts],
        np.maximum.reduceat(minutes.high, firsts),
        np.minimum.reduceat(minutes.low, firsts),
        minutes.close[lasts],
        np.add.reduceat(minutes.volume, firsts),
        minutes.cycle[firsts],
    )


def packed(minutes: Minutes, symbol: str, interval: Interval, source: str) -> Bars:
    """Conversion to Bars; within a session a close is its own adjusted close."""
    opens, high, low, close, volume = (
        values.astype(np.float64).tobytes()
        for values in (minutes.open, minutes.high, minutes.low, minutes.close, minutes.volume)
    )
    return Bars(symbol, interval, minutes.time.tobytes(), opens, high, low, close, close, volume, source)
