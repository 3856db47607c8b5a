"""Everything that one look at the allocation finds."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.frontier import FrontierPoint
from r2k_tui.model.allocation.portfolio import Constraints, OptimalPortfolio
from r2k_tui.model.allocation.tilt import TiltFrontier, TiltPoint, TiltTest
from r2k_tui.model.allocation.trades import AppliedRate, TradePlan
from r2k_tui.model.hedging import FuturesHedge, Hedge
from r2k_tui.model.market.feed import Problem


class Correlations(msgspec.Struct, frozen=True):
    """Correlation matrix of daily returns, row by row."""

    symbols: tuple[str, ...]
    rows: tuple[tuple[float | None, ...], ...]


class StressReplay(msgspec.Struct, frozen=True):
    """Stress episode on today's weights; `covered` is the share of them with a history of that time."""

    name: str
    first: str
    last: str
    covered: float
    ret: float | None = None
    maxdd: float | None = None
    peak: str | None = None
    trough: str | None = None
    missing: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()


class AllocationStudy(msgspec.Struct, frozen=True, tag="study"):
    """Everything that one look at the allocation finds; `portfolios` in the order of the table of names.

    `baseline` names the portfolio that every choice is compared with: the user's own weights, else the policy mix.
    `walk_forward_absent` says why no portfolio has a walk-forward; "" where one has. Returns are those of prices in
    `currency`, the base currency; `rates` converted the prices of the holdings. `stress` is of the holdings, of the
    target without any; `stress_of` of each portfolio of the user.
    """

    universe: tuple[str, ...]
    first: str
    last: str
    n_returns: int
    risk_free: float
    constraints: Constraints
    portfolios: dict[str, OptimalPortfolio | None]
    frontier: tuple[FrontierPoint, ...]
    tilt_cost: tuple[TiltPoint, ...]
    correlations: Correlations
    tilt_test: tuple[TiltTest, ...] = ()
    stress: tuple[StressReplay, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    futures: FuturesHedge | None = None
    plan: TradePlan | None = None
    small: str = ""
    benchmark: dict[str, float] = {}
    expected_return: str = ""
    covariance: str = ""
    risk_free_from: str = ""
    problems: tuple[Problem, ...] = ()
    source: str = ""
    walk_forward_absent: str = ""
    currency: str = "USD"
    rates: tuple[AppliedRate, ...] = ()
    baseline: str = "equal"
    tilt_frontier: TiltFrontier | None = None
    stress_of: dict[str, tuple[StressReplay, ...]] = {}
