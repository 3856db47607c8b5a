"""Requests and replies of portfolio allocation."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.backtest import Backtest
from r2k_tui.model.allocation.frontier import ResampledFrontier
from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.messages.example import Example
from r2k_tui.model.messages.outcome import Done
from r2k_tui.model.messages.readings import HistoryReply


class GetAllocation(msgspec.Struct, frozen=True, tag="get_allocation"):
    """Request for the optimal portfolios, the frontier, the cost of the tilt and the trades. Reply: AllocationReply.

    `target` names the portfolio that the trades lead to; "" leaves the choice to the settings. `hedge`: amount of small
    caps in dollars to hedge by futures, besides the hedges of the portfolio.
    """

    target: str = ""
    hedge: float | None = None


class GetBacktest(msgspec.Struct, frozen=True, tag="get_backtest"):
    """Request for the backtest of a rebalanced portfolio. Reply: BacktestReply.

    The settings fill in what is left out. `cost_bp` is the trading cost in basis points of turnover.
    """

    portfolio: str = ""
    rebalance: str = ""
    cost_bp: float | None = None


class GetSimulation(msgspec.Struct, frozen=True, tag="get_simulation"):
    """Request for block-bootstrap paths of a portfolio. Reply: SimulationReply.

    `start` is in the base currency of the engine's settings, `contribution` and `withdrawal` in it a year. Without
    `start` the paths begin with the value of the holdings.
    """

    portfolio: str = ""
    years: int = 30
    paths: int = 10_000
    block_days: int = 63
    seed: int = 1
    start: float | None = None
    contribution: float = 0.0
    withdrawal: float = 0.0


class GetPairCorrelation(msgspec.Struct, frozen=True, tag="get_pair_correlation"):
    """Request for the rolling 63-session correlation of two symbols. Reply: HistoryReply."""

    first: str
    second: str


class GetResampledFrontier(msgspec.Struct, frozen=True, tag="get_resampled_frontier"):
    """Request for the frontier averaged over bootstrap samples. Reply: ResampledFrontierReply."""


# The tag is what terminals and engines of every version understand: it outlives the name.
class StopAllocation(msgspec.Struct, frozen=True, tag="stop_laboratory"):
    """Order to cancel the allocation task that runs; whoever waits for it gets a Failure. Reply: Done."""


class AllocationReply(msgspec.Struct, frozen=True, tag="allocation"):
    """Optimal portfolios within the constraints of the settings."""

    study: AllocationStudy


class BacktestReply(msgspec.Struct, frozen=True, tag="backtest_reply"):
    """Backtest of a rebalanced portfolio."""

    backtest: Backtest


class SimulationReply(msgspec.Struct, frozen=True, tag="simulation_reply"):
    """Distribution of simulated paths of a portfolio."""

    simulation: Simulation


class ResampledFrontierReply(msgspec.Struct, frozen=True, tag="resampled_frontier_reply"):
    """Frontier averaged over bootstrap samples, with the bands of its weights."""

    frontier: ResampledFrontier


AllocationRequests = (
    GetAllocation | GetBacktest | GetSimulation | GetPairCorrelation | GetResampledFrontier | StopAllocation
)
AllocationReplies = AllocationReply | BacktestReply | SimulationReply | ResampledFrontierReply | HistoryReply | Done
EXAMPLES = (
    Example(GetAllocation("equal"), AllocationReply),
    Example(GetBacktest("equal"), BacktestReply),
    Example(GetSimulation("equal", years=1, paths=100), SimulationReply),
    Example(GetResampledFrontier(), ResampledFrontierReply),
    Example(GetPairCorrelation("GLD", "GLD"), HistoryReply),
    Example(StopAllocation(), Done),
)
