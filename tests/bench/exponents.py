"""How fast a cost grows: the exponent of a power of the amount of work, fitted to measurements."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Fit(NamedTuple):
    """`factor * amount ** exponent`, by least squares of the logarithms; `last` is the exponent between the two
    largest amounts, which tells a curve that bends from one that does not.
    """

    factor: float
    exponent: float
    last: float

    def at(self, amount: float) -> float:
        """The fitted cost."""
        return float(self.factor * amount**self.exponent)


def fit(line: Mapping[float, float]) -> Fit:
    """Fit to costs by amount. Raises ValueError for fewer than two amounts, and for what has no logarithm."""
    points = sorted((math.log(amount), math.log(cost)) for amount, cost in line.items())
    if len(points) < 2:
        raise ValueError("one point has no slope")
    exponent, offset = _line_through(points)
    return Fit(math.exp(offset), exponent, _line_through(points[-2:])[0])


def _line_through(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Slope and offset of the line of least squares."""
    across, up = (sum(values) / len(points) for values in zip(*points, strict=True))
    spread = sum((x - across) ** 2 for x, _ in points)
    slope = sum((x - across) * (y - up) for x, y in points) / spread
    return slope, up - slope * across


def described(name: str, found: Fit) -> str:
    """A line in words."""
    return f"{name}: grows with the power {found.exponent:.2f}, at the end {found.last:.2f}"
