"""Request and reply of a comparison of several symbols."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem

MOST_COMPARED = 6


class GetComparison(msgspec.Struct, frozen=True, tag="get_comparison"):
    """Request for the growth of symbols over a named range, from their first common bar. Reply: ComparisonReply.

    `total` counts dividends, which intraday bars do not have.
    """

    symbols: tuple[str, ...]
    range: str
    total: bool = False


class ComparedSeries(msgspec.Struct, frozen=True):
    """One symbol of a comparison, on the bars that all have.

    `growth`: float64, close over the close at the start, one per common bar. `change`: its last value - 1.
    `volatility`: annualized, as a fraction. `drawdown`: the deepest, in [-1, 0]. `correlation`: of its returns with
    those of the first symbol. A measure is None where there are too few bars. `begins` and `last`: times of its own
    first bar in the range and of its newest one; `unshared`: its bars between the ends that not all have.
    """

    symbol: str
    growth: bytes
    change: float
    volatility: float | None
    drawdown: float | None
    correlation: float | None
    begins: int
    last: int
    unshared: int = 0
    currency: str = ""
    source: str = ""

    def numbers(self) -> memoryview[float]:
        """Values of `growth`, without a copy."""
        return memoryview(self.growth).cast("d")


class ComparisonReply(msgspec.Struct, frozen=True, tag="comparison"):
    """Growth of symbols since their first common bar.

    `times` holds the common bars (int64, seconds since the epoch); `total` says whether dividends count. `left_out`
    names the symbols without a line, and why; `notes` holds what a reader must know. `per_year`: returns per year by
    which the volatility is annualized.
    """

    request: GetComparison
    interval: Interval
    times: bytes
    series: tuple[ComparedSeries, ...]
    total: bool = False
    per_year: float = 0.0
    left_out: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def moments(self) -> memoryview[int]:
        """Times of the common bars, without a copy."""
        return memoryview(self.times).cast("q")
