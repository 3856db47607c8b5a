"""Protocol between engine and allocation worker: msgpack messages, each with a four-byte big-endian length prefix."""

from __future__ import annotations

import msgspec

from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.model.allocation.backtest import Backtest, Backtests
from r2k_tui.model.allocation.frontier import ResampledFrontier
from r2k_tui.model.allocation.simulation import Simulation, Simulations
from r2k_tui.model.allocation.study import AllocationStudy

LENGTH = 4


class PanelData(msgspec.Struct, frozen=True, array_like=True):
    """Return panel as bytes: int64 days since the epoch, and float64 returns in row-major order (days x symbols)."""

    symbols: tuple[str, ...]
    start: str
    days: bytes
    returns: bytes


class AllocationProblem(msgspec.Struct, frozen=True):
    """Input of every task. `members` are the sleeve members with price history, and the first columns of the panel.

    `own` and `benchmark` are weights by panel symbol, `hedges` the funds available for short sales, `wanted` the
    target annual volatility and one-day CVaR. `risk_free` is the annual rate, a fraction: the mean if it varies by
    day, in which case `rates` holds one float64 per panel day; else `rates` is empty. `mixes`: weights of the user's
    portfolios, of those whose symbols all have prices.
    """

    settings: Allocation
    panel: PanelData
    members: tuple[str, ...]
    small: str
    risk_free: float
    benchmark: dict[str, float]
    rates: bytes = b""
    own: dict[str, float] = {}
    current: dict[str, float] = {}
    hedges: tuple[str, ...] = ()
    wanted: tuple[float, float] = (0.1, 0.01)
    mixes: dict[str, dict[str, float]] = {}


class Allocate(msgspec.Struct, frozen=True, tag="allocate"):
    """Task: every portfolio, the frontier and the tilt study. Without own weights, the hedges are for `target`."""

    target: str


class RunBacktest(msgspec.Struct, frozen=True, tag="backtest"):
    """Task: backtest of one portfolio, and of those `beside` it on the days common to all.

    `cost_bp` is the trading cost in basis points of the traded value.
    """

    portfolio: str
    rebalance: str
    cost_bp: float
    beside: tuple[str, ...] = ()
    intervals: bool = False


class Simulate(msgspec.Struct, frozen=True, tag="simulate"):
    """Task: simulated paths of one portfolio, and of those `beside` it on the same draws.

    `start` is in the base currency, both flows in it a year; see GetSimulation for the others.
    """

    portfolio: str
    years: int
    paths: int
    block_days: int
    seed: int
    start: float
    contribution: float
    withdrawal: float
    withdrawal_percent: float = 0.0
    linked: bool = False
    inflation: float | None = None
    mean: float | None = None
    volatility: float | None = None
    glide_to: str = ""
    glide_years: int = 0
    beside: tuple[str, ...] = ()


class ResampleFrontier(msgspec.Struct, frozen=True, tag="resample_frontier"):
    """Task: frontiers of `draws` bootstrap samples, `points` portfolios each, averaged by rank."""

    draws: int = 200
    points: int = 20
    seed: int = 1


AllocationTask = Allocate | RunBacktest | Simulate | ResampleFrontier


class Job(msgspec.Struct, frozen=True, tag="job"):
    """Task with the problem it applies to."""

    id: int
    problem: AllocationProblem
    task: AllocationTask


class Cancel(msgspec.Struct, frozen=True, tag="cancel"):
    """Cancellation of a job whose result is no longer needed."""

    id: int


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """Progress of a job: `done` of `total` steps, and a label of the current one."""

    id: int
    done: int
    total: int
    what: str


AllocationResult = AllocationStudy | Backtest | Backtests | Simulation | ResampledFrontier | Simulations


class TaskResult(msgspec.Struct, frozen=True, tag="result"):
    """Result of a job."""

    id: int
    found: AllocationResult


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """Failure of a job: `kind` is machine-readable, `message` user-facing."""

    id: int
    kind: str
    message: str


ToWorker = Job | Cancel
FromWorker = Progress | TaskResult | Failed


def frame(message: ToWorker | FromWorker) -> bytes:
    """Encoded message with its length prefix."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(LENGTH, "big") + body
