"""Hit rates: the Wilson interval and the circular shift test."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from r2k_tui.analytics.series.arrays import Flags
from r2k_tui.analytics.stats import normal
from r2k_tui.model.readings.study import ConfidenceInterval


def wilson(hits: int, n: int, confidence: float = 0.95) -> ConfidenceInterval | None:
    """Score interval of a proportion; None without an observation.

    Source: Wilson, Journal of the American Statistical Association 22 (1927).
    """
    if n < 1:
        return None
    z = normal.quantile(0.5 + confidence / 2)
    rate, share = hits / n, z * z / n
    middle = (rate + share / 2) / (1 + share)
    reach = z * math.sqrt(rate * (1 - rate) / n + share / (4 * n)) / (1 + share)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return low if hits else 0.0, high if hits < n else 1.0


def circular_shift_p(events: Flags, hits: Flags) -> float | None:
    """Share of all n circular shifts of `events`, including the unshifted one, with at least as many hits.

    Both arrays share one axis; a shift preserves the number of events and their clusters. None without an event.
    """
    if not events.any():
        return None
    spectrum = np.fft.rfft(hits.astype(float)) * np.conj(np.fft.rfft(events.astype(float)))
    counts = np.rint(np.fft.irfft(spectrum, len(hits)))
    return float(np.count_nonzero(counts >= counts[0]) / len(hits))


def holm(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Holm-adjusted p-values of a family; missing ones are not part of it.

    Source: Holm, Scandinavian Journal of Statistics 6 (1979).
    """
    known = sorted((value, place) for place, value in enumerate(values) if value is not None)
    adjusted: list[float | None] = [None] * len(values)
    least = 0.0
    for rank, (value, place) in enumerate(known):
        adjusted[place] = least = max(least, min(1.0, value * (len(known) - rank)))
    return tuple(adjusted)
