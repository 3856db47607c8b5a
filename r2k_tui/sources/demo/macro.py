"""Macro series of a simulated economy, all invented, identical for identical seeds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.macro.series import SERIES_BY_ID, MacroSeries, published_by
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.simulation.noise import decaying, key, normal

_FIRST = np.datetime64("1987-01-02")
_MEETING_DAYS = 45
_ORIGIN = "demo (simulated)"
# Two policy cycles: their lengths in days and amplitudes in points.
_WAVES = ((2600.0, 2.1, 3.2), (1100.0, 0.7, 0.4))
_MIDDLE, _LEAST = 2.9, 0.25
_SLOW, _FAST = 0.997, 0.985


def invented_series(seed: int, id: str, now: float) -> MacroSeries:
    """Series as published by `now` (seconds since the epoch). Raises NotFound."""
    if id not in SERIES_BY_ID:
        raise NotFound(f"the simulated economy has no {id}")
    facts, today = SERIES_BY_ID[id], datetime.fromtimestamp(now, UTC).date()
    days = _days(today)
    values = _daily(seed, id, days)
    kept = days >= np.datetime64(f"{facts.since}-12-31") if facts.since > _FIRST.astype(object).year else days >= _FIRST
    days, values = days[kept], values[kept]
    if facts.months:
        days, values = _by_period(days, values, facts.months)
    numbers = days.astype(np.int64)
    packed = MacroSeries(id, numbers.tobytes(), values.round(2).tobytes(), _ORIGIN, now, simulated=True)
    # A nowcast describes the current quarter.
    return packed if id == "GDPNOW" else published_by(facts, packed, today)


def _days(today: date) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    days = np.arange(_FIRST, np.datetime64(today) + np.timedelta64(1, "D"))
    return days[np.is_busday(days)]


def _target(seed: int, days: Floats) -> Floats:
    """Upper end of the target range: set at meetings, in quarters of a point."""
    meeting = np.floor(days / _MEETING_DAYS) * _MEETING_DAYS
    phase = (seed % 97) / 97.0
    wave = sum(height * np.sin(2 * np.pi * (meeting / length + phase) + shift) for length, height, shift in _WAVES)
    level: Floats = np.maximum(_LEAST, np.round((_MIDDLE + wave) * 4) / 4)
    return level


def _drift(seed: int, name: str, count: int, size: float, memory: float) -> Floats:
    return decaying(size * normal(key(seed, "economy", name), _counters(count)), memory)


def _counters(count: int) -> Counts:
    return np.arange(count, dtype=np.int64)


def _daily(seed: int, id: str, days: np.ndarray[tuple[int], np.dtype[np.datetime64]]) -> Floats:
    count, numbers = len(days), days.astype(np.int64).astype(np.float64)
    target = _target(seed, numbers)
    soon = _target(seed, numbers + 400.0)
    funds = target - 0.1 + 0.01 * normal(key(seed, "economy", "funds"), _counters(count))
    bill = 0.7 * target + 0.3 * soon - 0.05 + _drift(seed, "bill", count, 0.01, _FAST)
    two = 0.4 * target + 0.6 * soon + 0.15 + _drift(seed, "two", count, 0.05, _SLOW)
    ten = 0.45 * two + 2.3 + _drift(seed, "ten", count, 0.04, _SLOW)
    growth = 2.3 + _drift(seed, "growth", count, 0.09, _FAST)
    made = {
        "DFF": funds,
        "FEDFUNDS": funds,
        "DFEDTARU": target,
        "DGS3MO": bill,
        "DGS2": two,
        "DGS10": ten,
        "T10Y3M": ten - bill,
        "BAA10Y": 2.1 + np.abs(_drift(seed, "credit", count, 0.04, _SLOW)),
        "SOFR": funds - 0.02,
        "DPRIME": target + 3.0,
        "GDPNOW": growth + 0.3 * normal(key(seed, "economy", "nowcast"), _counters(count)),
        "A191RL1Q225SBEA": growth,
    }
    found: Floats = np.asarray(made[id], dtype=np.float64)
    return found


def _by_period(
    days: np.ndarray[tuple[int], np.dtype[np.datetime64]], values: Floats, months: int
) -> tuple[np.ndarray[tuple[int], np.dtype[np.datetime64]], Floats]:
    """Means by month or quarter, each dated with the first day of its period."""
    periods = days.astype("datetime64[M]").astype(np.int64) // months * months
    names, places = np.unique(periods, return_inverse=True)
    means: Floats = np.bincount(places, weights=values) / np.bincount(places)
    return names.astype("datetime64[M]").astype("datetime64[D]"), means
