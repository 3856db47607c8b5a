"""Points of the efficient frontier, and how far they are determined by the sample."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import Problem

# Rounding between two computations of one figure.
_ROUNDING = 1e-9


class FrontierPoint(msgspec.Struct, frozen=True):
    """Minimum volatility at a given return."""

    ret: float
    vol: float
    weights: dict[str, float]


class RankedPortfolio(msgspec.Struct, frozen=True):
    """Mean of the resampled portfolios of one rank; its figures are those at the moments of the sample itself.

    90 % of the resampled portfolios of the rank weight a member between `low` and `high`.
    """

    rank: int
    ret: float
    vol: float
    weights: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]


class VolatilityColumn(msgspec.Struct, frozen=True):
    """Volatilities above `first` up to `last`: 90 % of the resampled portfolios among them return `least` or more."""

    first: float
    last: float
    least: float


class ResampledFrontier(msgspec.Struct, frozen=True, tag="resampled_frontier"):
    """Frontier averaged by rank over bootstrap samples: Michaud, Efficient Asset Management (1998).

    `region` holds the portfolios that are statistically equivalent to the efficient ones, in columns of volatility that
    adjoin. `how` says what each sample re-estimates.
    """

    first: str
    last: str
    n_returns: int
    draws: int
    seed: int
    how: str
    points: tuple[RankedPortfolio, ...]
    region: tuple[VolatilityColumn, ...]
    problems: tuple[Problem, ...] = ()
    source: str = ""
    currency: str = "USD"


def is_equivalent(region: tuple[VolatilityColumn, ...], vol: float, ret: float) -> bool:
    """Whether a portfolio of this volatility and return is inside the region."""
    if not region or vol < region[0].first - _ROUNDING or vol > region[-1].last + _ROUNDING:
        return False
    column = next((one for one in region if vol <= one.last), region[-1])
    return ret >= column.least - _ROUNDING
