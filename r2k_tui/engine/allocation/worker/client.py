"""Client of the allocation worker: starts the process on demand and ends it when idle."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import os
import sys
from collections import Counter, OrderedDict
from collections.abc import Callable
from contextlib import suppress

import msgspec

from r2k_tui.engine.allocation.protocol import (
    LENGTH,
    AllocationProblem,
    AllocationResult,
    AllocationTask,
    Cancel,
    Failed,
    FromWorker,
    Job,
    Progress,
    frame,
)
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.market.feed import FeedState, FeedStatus

TOPIC = "allocation"
_KEPT = 16
_MOST_BYTES = 64 * 1024 * 1024
# By default, linear algebra libraries occupy every core, even for matrices of ten columns.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
OnProgress = Callable[[Progress | None], None]


def publish_progress(context: EngineContext, progress: Progress | None) -> None:
    """Publish the worker's progress in the topic `allocation`; None means that no task is left."""
    if progress is None:
        status = FeedStatus(TOPIC, FeedState.IDLE, last_success=context.clock())
    else:
        status = FeedStatus(TOPIC, FeedState.OK, progress=f"{progress.done} of {progress.total} {progress.what}")
    context.publish_status(status)


class AllocationFailure(Exception):
    """Failure of an allocation task: `kind` is machine-readable, the text user-facing."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class AllocationWorkerClient:
    """Owner of the worker process. `on_progress` receives each progress message, and None when no task is left."""

    def __init__(self, idle_s: float, on_progress: OnProgress) -> None:
        self._idle_s, self._on_progress = idle_s, on_progress
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[AllocationResult]] = {}
        self._running: dict[str, asyncio.Task[AllocationResult]] = {}
        self._askers: Counter[asyncio.Task[AllocationResult]] = Counter()
        self._results: OrderedDict[str, AllocationResult] = OrderedDict()
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None

    @property
    def pid(self) -> int | None:
        """Process ID of the running worker; None if there is none."""
        return self._process.pid if self._process is not None else None

    async def run(self, problem: AllocationProblem, task: AllocationTask) -> AllocationResult:
        """Result of a task. Identical tasks run once and share a cached result. Raises AllocationFailure.

        A task is cancelled when all who asked for it are.
        """
        key = hashlib.sha256(msgspec.msgpack.encode((problem, task))).hexdigest()
        if key in self._results:
            self._results.move_to_end(key)
            return self._results[key]
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = asyncio.create_task(self._do(problem, task))
            running.add_done_callback(lambda done: self._done(key, done))
        self._askers[running] += 1
        try:
            return await asyncio.shield(running)
        finally:
            self._askers[running] -= 1
            if not self._askers[running]:
                del self._askers[running]
                self._abandon(key, running)

    def _abandon(self, key: str, running: asyncio.Task[AllocationResult]) -> None:
        """Cancel a task that nobody waits for any more; one that is done stays as it is."""
        if not running.done():
            self._running.pop(key, None)
            running.cancel()

    def stop(self) -> None:
        """Cancel all tasks; each raises AllocationFailure of kind `cancelled`."""
        for number, future in list(self._waiting.items()):
            self._write(Cancel(number))
            _fail(future, AllocationFailure("cancelled", "stopped"))

    async def close(self) -> None:
        """Cancel all tasks and end the process."""
        self.stop()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        await self._end()

    async def _do(self, problem: AllocationProblem, task: AllocationTask) -> AllocationResult:
        if self._idle is not None:
            self._idle.cancel()
        number = next(self._ids)
        future: asyncio.Future[AllocationResult] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        try:
            await self._start()
            self._write(Job(number, problem, task))
            return await future
        except asyncio.CancelledError:
            self._write(Cancel(number))
            raise
        finally:
            self._waiting.pop(number, None)
            if not self._waiting:
                self._on_progress(None)
                self._idle = asyncio.get_running_loop().call_later(self._idle_s, self._rest)

    def _done(self, key: str, task: asyncio.Task[AllocationResult]) -> None:
        if self._running.get(key) is task:
            del self._running[key]
        if not task.cancelled() and task.exception() is None:
            self._results[key] = task.result()
            while len(self._results) > _KEPT:
                self._results.popitem(last=False)

    async def _start(self) -> None:
        async with self._starting:
            if self._process is not None and self._process.returncode is None:
                return
            paths = [path for path in sys.path if path and not path.endswith(".zip")]
            environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(paths)}
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", "-m", "r2k_tui.engine.allocation.worker.process"),
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.DEVNULL,
                    env=environment,
                    limit=2**20,
                    process_group=0,  # shield the worker from Ctrl+C in the terminal
                )
            except OSError as error:
                raise AllocationFailure("unavailable", f"the allocation worker cannot be started: {error}") from error
            self._reading = asyncio.create_task(self._read(self._process))

    def _write(self, message: Job | Cancel) -> None:
        process = self._process
        if process is not None and process.stdin is not None and process.returncode is None:
            process.stdin.write(frame(message))

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        decoder = msgspec.msgpack.Decoder(FromWorker)
        reason = "the allocation worker is gone (killed, or out of memory): the next request starts another"
        try:
            while True:
                length = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
                if length > _MOST_BYTES:
                    raise ValueError("too long")
                self._receive(decoder.decode(await process.stdout.readexactly(length)))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except UNREADABLE:
            reason = "the allocation worker sent an unreadable answer"
            with suppress(ProcessLookupError):
                process.kill()
        if self._process is process:
            self._process = None
            for future in self._waiting.values():
                _fail(future, AllocationFailure("unavailable", reason))

    def _receive(self, message: FromWorker) -> None:
        future = self._waiting.get(message.id)
        if future is None or future.done():
            return
        if isinstance(message, Progress):
            self._on_progress(message)
        elif isinstance(message, Failed):
            _fail(future, AllocationFailure(message.kind, message.message))
        else:
            future.set_result(message.found)

    def _rest(self) -> None:
        """End the process after the idle timeout, to free its memory."""
        process = self._process
        if not self._waiting and process is not None and process.stdin is not None:
            # This process may exit at any time now, so the next task must start a new one.
            self._process = None
            process.stdin.close()

    async def _end(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._reading is not None:
            # A process released as idle may still be exiting; there is no need to wait for it.
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)


def _fail(future: asyncio.Future[AllocationResult], failure: AllocationFailure) -> None:
    if not future.done():
        future.set_exception(failure)
