"""Round ticks for prices and for time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import ceil, floor, log10
from typing import NamedTuple

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.bars import Interval

# Labels a level, given all levels of its axis.
TickLabel = Callable[[float, Sequence[float]], str]


def price_ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round levels between `low` and `high`: steps of 1, 2, 2.5 or 5 times a power of ten.

    A single level does not show the scale: where two are allowed and only one fits, the next finer step is used, which
    gives at most three.
    """
    if not high > low or most < 1:
        return [low]
    power = 10.0 ** floor(log10((high - low) / most))
    for finer, factor in pairwise((0.5, 1, 2, 2.5, 5, 10, 20)):
        levels = _levels(low, high, factor * power)
        if len(levels) <= most:
            return levels if len(levels) > 1 or most < 2 else _levels(low, high, finer * power)
    return []


def _levels(low: float, high: float, step: float) -> list[float]:
    return [index * step for index in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` levels of 1, 2 or 5 times a power of ten between `low` and `high`, both above zero."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    for factors in ((1, 2, 5), (1, 3), (1,)):
        result = [f * 10.0**power for power in powers for f in factors if low <= f * 10.0**power <= high]
        if len(result) <= most:
            return result
    return result[:: ceil(len(result) / max(1, most))]


def tick_label(value: float, ticks: Sequence[float]) -> str:
    """A tick with as many decimals as distinguish it from its neighbors."""
    step = abs(ticks[1] - ticks[0]) if len(ticks) > 1 else abs(value) / 10 or 1.0
    decimals = min(12, max(0, -floor(log10(step) + 1e-9) + (1 if f"{step:e}"[:3] == "2.5" else 0)))
    return f"{value:,.{decimals}f}"


def fraction_label(value: float, ticks: Sequence[float]) -> str:
    """A fraction in percent, with as many decimals as distinguish it from its neighbors."""
    return f"{tick_label(100 * value, [100 * tick for tick in ticks])}%"


class TimeTick(NamedTuple):
    """A label on the time axis, and its bar."""

    bar: int
    label: str


class _Unit(NamedTuple):
    """A unit of the time axis: approximate length, boundaries between two times, and format of labels."""

    seconds: float
    boundaries: Callable[[datetime, datetime], Iterator[datetime]]
    form: str


def time_ticks(times: Sequence[int], interval: Interval, room: int) -> list[TimeTick]:
    """Labels at boundaries of hour, day, month or year: the finest unit whose labels fit into `room` cells."""
    if len(times) < 2:
        return []
    zone = NEW_YORK if interval.intraday else UTC
    first, last = (datetime.fromtimestamp(time, zone) for time in (times[0], times[-1]))
    for unit in _UNITS:
        width = len(first.strftime(unit.form)) + 3
        if (times[-1] - times[0]) / unit.seconds * width > room * 1.5 or unit.seconds < interval.seconds:
            continue
        result = _placed(times, unit, first, last)
        if result and len(result) * width <= room:
            return result
    return [TimeTick(0, first.strftime("%d %b %Y"))]


def _placed(times: Sequence[int], unit: _Unit, first: datetime, last: datetime) -> list[TimeTick]:
    """The first bar at or after each boundary."""
    result: dict[int, str] = {}
    for boundary in unit.boundaries(first, last):
        index = bisect_left(times, boundary.timestamp())
        if 0 < index < len(times):
            result[index] = boundary.strftime(unit.form)
    return [TimeTick(index, label) for index, label in result.items()]


def _minutes(step: int) -> Callable[[datetime, datetime], Iterator[datetime]]:
    def boundaries(first: datetime, last: datetime) -> Iterator[datetime]:
        at = first.replace(hour=0, minute=0, second=0, microsecond=0)
        while at <= last:
            if at > first:
                yield at
            at += timedelta(minutes=step)

    return boundaries


def _days(step: int) -> Callable[[datetime, datetime], Iterator[datetime]]:
    def boundaries(first: datetime, last: datetime) -> Iterator[datetime]:
        at = first.replace(hour=0, minute=0, second=0, microsecond=0)
        if step == 7:
            at -= timedelta(days=at.weekday())
        while (at := at + timedelta(days=step)) <= last:
            yield at

    return boundaries


def _months(step: int) -> Callable[[datetime, datetime], Iterator[datetime]]:
    def boundaries(first: datetime, last: datetime) -> Iterator[datetime]:
        count = (first.year * 12 + first.month - 1) // step * step
        while True:
            count += step
            at = datetime(count // 12, count % 12 + 1, 1, tzinfo=first.tzinfo)
            if at > last:
                return
            yield at

    return boundaries


_DAY_S = 86400.0
_UNITS = (
    *(_Unit(minutes * 60.0, _minutes(minutes), "%H:%M") for minutes in (15, 30, 60, 120, 240)),
    _Unit(_DAY_S, _days(1), "%a %d"),
    _Unit(7 * _DAY_S, _days(7), "%d %b"),
    _Unit(30 * _DAY_S, _months(1), "%b"),
    _Unit(91 * _DAY_S, _months(3), "%b %y"),
    *(_Unit(years * 365 * _DAY_S, _months(12 * years), "%Y") for years in (1, 2, 5, 10, 20)),
)
