"""Cost of the small-cap floor, its test out of sample, and the tilt against tracking error."""

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
    """Out-of-sample test of the floor: a portfolio re-estimated each month from earlier data, with and without it.

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


class TiltStep(msgspec.Struct, frozen=True):
    """Weights of least tracking error to the benchmark among those with this `weight` of the small-cap member.

    Annual figures, in sample; one-day CVaR positive. The marginal figures are the change from the step before, None at
    the first.
    """

    weight: float
    tracking_error: float
    ret: float
    vol: float
    sharpe: float | None
    cvar95: float
    marginal_sharpe: float | None
    marginal_cvar95: float | None
    weights: dict[str, float]


class TiltFrontier(msgspec.Struct, frozen=True):
    """Small-cap tilt against tracking error, from the least weight within the limits to the most.

    Tracking error is over `n_returns` days that the benchmark shares with the members. `absent` says why there are no
    steps.
    """

    small: str
    benchmark: dict[str, float]
    n_returns: int = 0
    steps: tuple[TiltStep, ...] = ()
    absent: str = ""
