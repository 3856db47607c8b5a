"""The protocol between engine and allocation worker: msgpack messages, each behind four bytes of length."""

from __future__ import annotations

import msgspec

from r2k_tui.config.sections.allocation import Allocation
from r2k_tui.model.allocation import AllocationStudy, Backtest, Simulation

LENGTH = 4


class PanelData(msgspec.Struct, frozen=True, array_like=True):
    """A panel as bytes: int64 days since the epoch, and float64 returns row by row."""

    symbols: tuple[str, ...]
    start: str
    days: bytes
    returns: bytes


class AllocationProblem(msgspec.Struct, frozen=True):
    """What every work starts from. `members` are those of the sleeves that have a history, the first in the panel.

    `own` and `benchmark` are shares of symbols of the panel; `hedges` the indices that could be sold short, `wanted`
    the volatility of a year and the one-day CVaR to come to. `risk_free` is the annual rate, in the mean where each day
    has its own: then `rates` are those of the panel's days (float64), else empty.
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


class Allocate(msgspec.Struct, frozen=True, tag="allocate"):
    """Make every portfolio, the frontier and the sweep of floors; `target` is what the hedges are for."""

    target: str


class RunBacktest(msgspec.Struct, frozen=True, tag="backtest"):
    """Rebalance one portfolio through the history."""

    portfolio: str
    rebalance: str
    cost_bp: float


class Simulate(msgspec.Struct, frozen=True, tag="simulate"):
    """Draw futures of one portfolio; amounts in dollars a year."""

    portfolio: str
    years: int
    paths: int
    block_days: int
    seed: int
    start: float
    contribution: float
    withdrawal: float


AllocationTask = Allocate | RunBacktest | Simulate


class Job(msgspec.Struct, frozen=True, tag="job"):
    """One task on one problem."""

    id: int
    problem: AllocationProblem
    task: AllocationTask


class Cancel(msgspec.Struct, frozen=True, tag="cancel"):
    """Nobody waits for this job any more."""

    id: int


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far a job has come."""

    id: int
    done: int
    total: int
    what: str


AllocationResult = AllocationStudy | Backtest | Simulation


class TaskResult(msgspec.Struct, frozen=True, tag="result"):
    """What a job found."""

    id: int
    found: AllocationResult


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """Why a job found nothing: `kind` for programs, `message` for people."""

    id: int
    kind: str
    message: str


ToWorker = Job | Cancel
FromWorker = Progress | TaskResult | Failed


def frame(message: ToWorker | FromWorker) -> bytes:
    """One message with its length before it."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(LENGTH, "big") + body
