"""Bars with prices that are invented, for tests that need some."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times


def bars_at(
    times: Sequence[int],
    closes: Sequence[float],
    symbol: str = "IWM",
    interval: Interval = Interval.D1,
    volume: float = 1000.0,
    **facts: str,
) -> Bars:
    """Bars at `times` (seconds since the epoch) with these closes; the other prices stand round them."""
    close, count = [float(value) for value in closes], len(closes)
    return Bars(
        symbol,
        interval,
        pack_times([int(time) for time in times]),
        open=pack_floats(close),
        high=pack_floats([value * 1.01 for value in close]),
        low=pack_floats([value * 0.99 for value in close]),
        close=pack_floats(close),
        adj_close=pack_floats(close),
        volume=pack_floats([volume] * count),
        **facts,
    )


def weekdays_to(last: date, count: int) -> list[date]:
    """The last `count` days from Monday to Friday up to `last`."""
    return list(_weekdays_to(last, count))


# Every engine of a test is given the same days and paths, of eight symbols and more.
@cache
def _weekdays_to(last: date, count: int) -> tuple[date, ...]:
    days: list[date] = []
    while len(days) < count:
        if last.weekday() < 5:
            days.append(last)
        last -= timedelta(days=1)
    return tuple(days[::-1])


def midnight(day: date) -> int:
    """The time of a daily bar."""
    return int(datetime.combine(day, datetime.min.time(), UTC).timestamp())


@cache
def _midnights_to(last: date, count: int) -> tuple[int, ...]:
    return tuple(map(midnight, _weekdays_to(last, count)))


def daily_bars(symbol: str, closes: Sequence[float], last: date, **facts: str) -> Bars:
    """Daily bars with these closes, the newest one on `last`."""
    return bars_at(_midnights_to(last, len(closes)), closes, symbol, **facts)


def wave(count: int, level: float = 100.0) -> list[float]:
    """A price path with trends and swings, the same every time."""
    return list(_wave(count, level))


@cache
def _wave(count: int, level: float) -> tuple[float, ...]:
    return tuple(level * math.exp(0.0004 * i + 0.03 * math.sin(i / 7) + 0.08 * math.sin(i / 41)) for i in range(count))
