"""Ticks within one minute, at whole seconds, each symbol at its own pace."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import numpy as np

from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS
from r2k_tui.sources.demo.simulation.minutes import Minutes
from r2k_tui.sources.demo.simulation.noise import key, normal, uniform
from r2k_tui.sources.demo.simulation.walk import through

_SECONDS = np.arange(60, dtype=np.int64)
# Every minute has a tick in its first second and one somewhere in each of these spans.
_SPANS = ((5, 20), (22, 38), (42, 58))


class Ticks(NamedTuple):
    """Ticks of one minute in order: second of the minute, price, and running high, low and volume."""

    seconds: list[int]
    prices: list[float]
    highs: list[float]
    lows: list[float]
    volumes: list[float]

    def last(self, second: int) -> int:
        """Index of the newest tick at or before a second of the minute."""
        return bisect_right(self.seconds, second) - 1


def ticks(seed: int, symbol: str, minutes: Minutes, index: int) -> Ticks:
    """Ticks of one minute bar: from its open to its close, through its high and its low."""
    item, bar, start = INSTRUMENTS[symbol], minutes.bar(index), minutes.time[index]
    seconds = _when(seed, symbol, item.pace, int(start))
    steps = normal(key(seed, "tick", symbol), start + seconds[1:]) * max(1e-6, np.log(bar.high / bar.low)) * 0.4
    prices = np.round(through(bar, steps), item.decimals)
    share = np.arange(1, len(seconds) + 1) / len(seconds)
    return Ticks(
        seconds.tolist(),
        prices.tolist(),
        np.maximum.accumulate(prices).tolist(),
        np.minimum.accumulate(prices).tolist(),
        np.floor(minutes.volume[index] * share).tolist(),
    )


def _when(seed: int, symbol: str, pace: float, start: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    chosen = uniform(key(seed, "tick times", symbol), start + _SECONDS) < pace
    chosen[0] = True
    places = uniform(key(seed, "tick spans", symbol), start + np.arange(len(_SPANS)))
    for (first, last), place in zip(_SPANS, places.tolist(), strict=True):
        chosen[first + int(place * (last - first))] = True
    return np.flatnonzero(chosen)
