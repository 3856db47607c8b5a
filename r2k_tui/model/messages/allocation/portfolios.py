"""Requests and replies of portfolio allocation."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.backtest import Backtest, BacktestDifference
from r2k_tui.model.allocation.frontier import ResampledFrontier
from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.messages.example import Example
from r2k_tui.model.messages.outcome import Done
from r2k_tui.model.messages.readings import HistoryReply

# Stands for every portfolio of the user where names of portfolios are asked for.
USER_PORTFOLIOS = "yours"


class GetAllocation(msgspec.Struct, frozen=True, tag="get_allocation"):
    """Request for the optimal portfolios, the frontier, the cost of the tilt and the trades. Reply: AllocationReply.

    `target` names the portfolio that the trades lead to; "" leaves the choice to the settings. `hedge`: amount of small
    caps in dollars to hedge by futures, besides the hedges of the portfolio.
    """

    target: str = ""
    hedge: float | None = None


class GetBacktest(msgspec.Struct, frozen=True, tag="get_backtest"):
    """Request for the backtest of a rebalanced portfolio. Reply: BacktestReply.

    The settings fill in what is left out. `cost_bp` is the trading cost in basis points of turnover. `beside`: further
    portfolios on the days common to all; USER_PORTFOLIOS stands for those of the user. `intervals`: whether to reply
    with the differences, too.
    """

    portfolio: str = ""
    rebalance: str = ""
    cost_bp: float | None = None
    beside: tuple[str, ...] = ()
    intervals: bool = False


class GetSimulation(msgspec.Struct, frozen=True, tag="get_simulation"):
    """Request for block-bootstrap paths of a portfolio. Reply: SimulationReply.

    The settings fill in what is left out; `start`, without one, is the value of the holdings. `start` is in the base
    currency of the engine's settings, `contribution` and `withdrawal` in it a year. `mean` and `volatility` replace
    those of history. `beside`: further portfolios on the same draws; USER_PORTFOLIOS stands for those of the user.
    """

    portfolio: str = ""
    years: int | None = None
    paths: int | None = None
    block_days: int = 63
    seed: int = 1
    start: float | None = None
    contribution: float | None = None
    withdrawal: float | None = None
    withdrawal_percent: float | None = None
    linked: bool | None = None
    inflation: float | None = None
    mean: float | None = None
    volatility: float | None = None
    glide_to: str | None = None
    glide_years: int | None = None
    beside: tuple[str, ...] = ()


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
    """Backtest of a rebalanced portfolio, and those `beside` it on the same days, with the differences of all."""

    backtest: Backtest
    beside: tuple[Backtest, ...] = ()
    differences: tuple[BacktestDifference, ...] = ()


class SimulationReply(msgspec.Struct, frozen=True, tag="simulation_reply"):
    """Distribution of simulated paths of a portfolio, and of those `beside` it on the same draws.

    `wins`: probability that the portfolio of the row ends above that of the column, in the order of the reply.
    """

    simulation: Simulation
    beside: tuple[Simulation, ...] = ()
    wins: tuple[tuple[float, ...], ...] = ()


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
