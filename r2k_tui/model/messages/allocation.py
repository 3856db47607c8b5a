"""Requests and replies of portfolio allocation."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation import AllocationStudy, Backtest, Simulation


class AllocationReply(msgspec.Struct, frozen=True, tag="allocation"):
    """What the laboratory finds within the limits of the settings."""

    study: AllocationStudy


class BacktestReply(msgspec.Struct, frozen=True, tag="backtest_reply"):
    """A rebalanced history."""

    backtest: Backtest


class SimulationReply(msgspec.Struct, frozen=True, tag="simulation_reply"):
    """Futures of a portfolio."""

    simulation: Simulation


class GetAllocation(msgspec.Struct, frozen=True, tag="get_allocation"):
    """Ask for every portfolio, the frontier, the cost of the tilt, and the trades to `target` ("" leaves it to the
    settings); answered with AllocationReply.
    """

    target: str = ""


class GetBacktest(msgspec.Struct, frozen=True, tag="get_backtest"):
    """Ask for the rebalanced history of a portfolio; what is not given is as in the settings. BacktestReply."""

    portfolio: str = ""
    rebalance: str = ""
    cost_bp: float | None = None


class GetSimulation(msgspec.Struct, frozen=True, tag="get_simulation"):
    """Ask for futures of a portfolio by block bootstrap; amounts in dollars a year; answered with SimulationReply.

    Without `start` they begin with what is held.
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
    """Ask for the correlation of two symbols over each 63 sessions; answered with HistoryReply."""

    first: str
    second: str


class StopLaboratory(msgspec.Struct, frozen=True, tag="stop_laboratory"):
    """Give up what is computed about allocation; whoever waits for it gets a Failure. Answered with Done."""
