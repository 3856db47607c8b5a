"""Cost of the small-cap floor, and its test out of sample."""

from __future__ import annotations

import msgspec


class TiltFigures(msgspec.Struct, frozen=True):
    """Figures of one portfolio of the sweep."""

    ret: float
    vol: float
    sharpe: float | None
    cvar95: float


class TiltPoint(msgspec.Struct, frozen=True):
    """Cost of the small-cap floor: the maximum Sharpe ratio and the minimum volatility above it."""

    floor: float
    max_sharpe: TiltFigures | None
    min_vol: TiltFigures | None


class TiltDifference(msgspec.Struct, frozen=True):
    """Measure with and without the small-cap floor, and their `difference`; above 0 the tilt is better.

    `low` and `high` bound its 90 % interval. `measure`: `sharpe`, `maxdd` (negative), `cvar95` (positive).
    """

    measure: str
    tilted: float | None
    free: float | None
    difference: float | None
    low: float | None
    high: float | None


class TiltTest(msgspec.Struct, frozen=True):
    """Out-of-sample test of the floor: a portfolio re-estimated each quarter from earlier data, with and without it.

    Intervals come from a stationary bootstrap of joint daily returns: `draws` paths, mean block of `block` days.
    """

    portfolio: str
    small: str
    floor: float
    first: str
    last: str
    n_returns: int
    differences: tuple[TiltDifference, ...]
    draws: int
    block: int
    seed: int
    how: str
