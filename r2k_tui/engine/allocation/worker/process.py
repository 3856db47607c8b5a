"""Allocation worker process: reads jobs from stdin, writes progress and results to stdout, exits at end of input."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import msgspec

from r2k_tui.engine.allocation.protocol import (
    LENGTH,
    Allocate,
    AllocationResult,
    Cancel,
    Failed,
    FromWorker,
    Job,
    Progress,
    ResampleFrontier,
    RunBacktest,
    Simulate,
    TaskResult,
    ToWorker,
    frame,
)

NOT_INSTALLED = 'needs the extra "lab": pip install "r2k-tui[lab]"'
# Packages of the extra; the rest of R2K runs without them.
_LAB = ("scipy", "cvxpy", "clarabel")


class Cancelled(Exception):
    """The client cancelled the job."""


def main() -> None:
    """Run jobs until stdin closes."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.dup(1)
    os.dup2(2, 1)  # library output must not corrupt the message stream
    warnings.simplefilter("ignore")
    jobs: SimpleQueue[Job] = SimpleQueue()
    cancelled: set[int] = set()
    threading.Thread(target=_listen, args=(jobs, cancelled), daemon=True).start()
    while True:
        job = jobs.get()
        _send(out, _answer(job, cancelled, lambda message: _send(out, message)))


def _listen(jobs: SimpleQueue[Job], cancelled: set[int]) -> None:
    """Read messages in a separate thread, so that a Cancel reaches a running job. Exits when stdin closes."""
    decoder = msgspec.msgpack.Decoder(ToWorker)
    while True:
        length = int.from_bytes(_read(LENGTH), "big")
        message = decoder.decode(_read(length))
        if isinstance(message, Cancel):
            cancelled.add(message.id)
        else:
            jobs.put(message)


def _read(count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = os.read(0, count - len(data))
        if not more:
            os._exit(0)
        data += more
    return data


def _send(out: int, message: FromWorker) -> None:
    data = memoryview(frame(message))
    while data:
        try:
            data = data[os.write(out, data) :]
        except BrokenPipeError:
            os._exit(0)


def _answer(job: Job, cancelled: set[int], send: Callable[[FromWorker], None]) -> TaskResult | Failed:
    from r2k_tui.engine.allocation.solver.reasons import CannotSolve, Infeasible

    def check() -> None:
        if job.id in cancelled:
            raise Cancelled

    def report(done: int, total: int, what: str) -> None:
        check()
        send(Progress(job.id, done, total, what))

    try:
        return TaskResult(job.id, run(job, report, check))
    except Cancelled:
        return Failed(job.id, "cancelled", "stopped")
    except CannotSolve as error:
        return Failed(job.id, "infeasible" if isinstance(error, Infeasible) else "no_weights", str(error))
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] in _LAB:
            return Failed(job.id, "not_installed", NOT_INSTALLED)
        print(f"job {job.id}: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return Failed(job.id, "defect", f"defect in R2K: the allocation could not be computed ({_place(error)})")


def _place(error: Exception) -> str:
    """Innermost R2K module and line in the traceback, for a defect report."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if f"{os.sep}r2k_tui{os.sep}" in frame.filename]
    return f"{Path(own[-1].filename).name}, line {own[-1].lineno}" if own else "unknown place"


def run(job: Job, report: Callable[[int, int, str], None], check: Callable[[], None]) -> AllocationResult:
    """Result of a job, computed in this process. Raises CannotSolve, Cancelled, the latter from `report` or `check`."""
    from r2k_tui.engine.allocation.studies.workspace import Workspace

    check()
    workspace = Workspace(job.problem)
    workspace.check = check
    match job.task:
        case Allocate():
            from r2k_tui.engine.allocation.studies.study import study

            return study(workspace, job.task, report)
        case RunBacktest():
            from r2k_tui.engine.allocation.studies.backtest import backtest, backtests

            return (backtests if job.task.beside else backtest)(workspace, job.task, report)
        case Simulate():
            from r2k_tui.engine.allocation.studies.simulation import simulate, simulations

            return (simulations if job.task.beside else simulate)(workspace, job.task, report)
        case ResampleFrontier():
            from r2k_tui.engine.allocation.studies.resampling import resampled_frontier

            return resampled_frontier(workspace, job.task, report)


if __name__ == "__main__":
    main()
