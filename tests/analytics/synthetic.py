"""Invented markets: random walks on weekdays, and where the real histories are kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.series import DailySeries

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "daily"


def weekdays(count: int, first: str = "1999-01-04") -> Days:
    """`count` weekdays from `first` on."""
    return np.busday_offset(np.datetime64(first, "D"), np.arange(count), roll="forward")


def walk(count: int, seed: int, volatility: float = 0.012, drift: float = 0.0003) -> Floats:
    """A random walk with volatility that comes in clusters, from 100."""
    rng = np.random.default_rng(seed)
    level = np.exp(0.6 * np.sin(np.arange(count) / 90 + seed) + 0.25 * rng.standard_normal(count))
    steps = drift + volatility * level * rng.standard_t(5, count) / np.sqrt(5 / 3)
    prices: Floats = 100 * np.exp(np.cumsum(steps))
    return prices


def series(symbol: str, count: int, seed: int, first: str = "1999-01-04", dividend: float = 0.02) -> DailySeries:
    """Bars around a random walk; adjusted closes grow by `dividend` a year against the closes."""
    rng = np.random.default_rng(seed + 1000)
    close = walk(count, seed)
    opened = np.concatenate([close[:1], close[:-1]]) * np.exp(0.003 * rng.standard_normal(count))
    high = np.maximum(opened, close) * np.exp(np.abs(0.004 * rng.standard_normal(count)))
    low = np.minimum(opened, close) * np.exp(-np.abs(0.004 * rng.standard_normal(count)))
    adjusted = close * np.exp(dividend * (np.arange(count) - count) / 252)
    volume = np.round(1e6 * np.exp(0.3 * rng.standard_normal(count)))
    return DailySeries(symbol, weekdays(count, first), opened, high, low, close, adjusted, volume, "synthetic")


def closes_only(symbol: str, closes: Floats, first: str = "1999-01-04") -> DailySeries:
    """A series with closes and adjusted closes alone."""
    nothing = np.full(len(closes), np.nan)
    return DailySeries(symbol, weekdays(len(closes), first), nothing, nothing, nothing, closes, closes, nothing)


@cache
def real(name: str, symbol: str) -> DailySeries:
    """Real bars from the shared folder, read once and not to be written to; skips the test where it is not there."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"no {path.name} in ../shared/data/daily beside the checkout")
    with path.open() as lines:
        header = next(lines).strip().split(",")
        rows = [line.strip().split(",") for line in lines]
    columns = {key: [row[place] for row in rows] for place, key in enumerate(header)}
    count = len(rows)
    days = np.array(columns["Date"], dtype="datetime64[D]")

    def column(key: str) -> Floats:
        found = np.array(columns[key], dtype=np.float64) if key in columns else np.full(count, np.nan)
        found.setflags(write=False)
        return found

    days.setflags(write=False)
    close = column("Close") if "Close" in columns else column("Adj Close")
    adjusted = column("Adj Close") if "Adj Close" in columns else close
    return DailySeries(
        symbol, days, column("Open"), column("High"), column("Low"), close, adjusted, column("Volume"), "csv"
    )
