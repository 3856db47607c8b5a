"""The price scale: maps levels to rows, with round ticks, linear or logarithmic."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, exp, floor, log, log10
from typing import NamedTuple

from r2k_tui.ui.drawing.plots.axes import price_ticks, tick_label

# Lines beside the prices may extend the scale by this fraction of its span.
_STRETCH = 0.15
# The ends of the scale lie on a grid of this many steps, so that a tick rarely moves the whole chart.
_GRID = 24


class Scale(NamedTuple):
    """Rows of cells from `high` at the top to `low` at the bottom."""

    low: float
    high: float
    rows: int
    log: bool = False

    def at(self, value: float) -> float:
        """The value in scale units: its logarithm on a logarithmic scale; NaN where it has none."""
        if not self.log:
            return value
        return log(value) if value > 0 else float("nan")

    @property
    def ends(self) -> tuple[float, float]:
        """Bottom and top in scale units."""
        return self.at(self.low), self.at(self.high)

    def step(self, value: float, steps: int) -> int:
        """Which of `steps` steps from the top a value falls into, clamped."""
        low, high = self.ends
        share = (high - self.at(value)) / ((high - low) or 1.0)
        return min(steps - 1, max(0, round(share * (steps - 1))))

    def row(self, value: float) -> int:
        """The row that a value falls into."""
        return self.step(value, self.rows * 4) // 4

    def holds(self, value: float) -> bool:
        """Whether a value lies on the scale; NaN does not."""
        return self.low <= value <= self.high


def scale_for(values: Iterable[float], beside: Iterable[float], rows: int, *, logarithmic: bool) -> Scale:
    """A scale that holds all `values`, and values `beside` them that are not far away."""
    existing = [value for value in values if value == value]
    low, high = (min(existing), max(existing)) if existing else (0.0, 1.0)
    if low == high:
        pad = abs(low) * 0.01 or 1.0
        return Scale(low - pad, high + pad, rows, logarithmic and low > 0)
    reach = (high - low) * _STRETCH
    near = [value for value in beside if low - reach <= value <= high + reach]
    low, high = min([low, *near]), max([high, *near])
    if logarithmic and low > 0:
        bottom, top = _on_grid(log(low), log(high))
        return Scale(exp(bottom), exp(top), rows, log=True)
    bottom, top = _on_grid(low, high)
    # Prices are not negative.
    return Scale(max(bottom, 0.0) if low >= 0 else bottom, top, rows)


def _on_grid(low: float, high: float) -> tuple[float, float]:
    step = _nice((high - low) / _GRID)
    return floor(low / step) * step, ceil(high / step) * step


def _nice(step: float) -> float:
    power = 10.0 ** floor(log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * 0.999)


def nice_top(value: float) -> float:
    """The next round number at or above a positive value."""
    power = 10.0 ** floor(log10(value))
    return next(factor * power for factor in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if factor * power >= value * 0.999999)


def ticks_of(scale: Scale) -> list[tuple[int, str]]:
    """Rows and labels of round levels, at most one per row."""
    most = max(2, scale.rows // 3)
    ticks = _log_ticks(scale, most) if scale.log else price_ticks(scale.low, scale.high, most)
    return list({scale.row(tick): tick_label(tick, ticks) for tick in ticks}.items())


def _log_ticks(scale: Scale, most: int) -> list[float]:
    """Levels of 1, 2 and 5 times powers of ten where they are enough, otherwise evenly spaced ones."""
    first, last = floor(log10(scale.low)), ceil(log10(scale.high))
    for factors in ((1.0, 2.0, 5.0), (1.0,)):
        ticks = [factor * 10.0**power for power in range(first, last + 1) for factor in factors]
        ticks = [tick for tick in ticks if scale.holds(tick)]
        if 3 <= len(ticks) <= most:
            return ticks
    return [tick for tick in price_ticks(scale.low, scale.high, most) if tick > 0]
