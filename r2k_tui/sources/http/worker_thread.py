"""Blocking calls on a daemon thread: one at a time, each with a deadline, none awaited at exit."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from r2k_tui.sources.base import Unavailable

T = TypeVar("T")
# A call that fails by itself after this share of its deadline hung as well: its own limits are slightly shorter.
_LATE_SHARE = 0.8
_Job = tuple[Callable[[], Any], asyncio.AbstractEventLoop, "asyncio.Future[Any]"]


class _Worker:
    """Daemon thread that processes its own queue until it is stopped."""

    def __init__(self, name: str, at_end: Callable[[], None]) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._at_end = at_end
        self.thread = threading.Thread(target=self._work, name=name, daemon=True)
        self.thread.start()

    def put(self, job: _Job) -> None:
        self._jobs.put(job)

    def stop(self) -> None:
        """Stop after the current job; return at once."""
        self._jobs.put(None)

    def _work(self) -> None:
        try:
            while (job := self._jobs.get()) is not None:
                self._do(*job)
                del job
        finally:
            self._at_end()

    @staticmethod
    def _do(call: Callable[[], Any], loop: asyncio.AbstractEventLoop, future: asyncio.Future[Any]) -> None:
        result: Any = None
        failure: BaseException | None = None
        try:
            result = call()
        except Exception as error:
            failure = error
        except BaseException as error:
            # An exception that ends a thread must not propagate and end the event loop.
            failure = Unavailable(f"The call ended with {type(error).__name__}.")
        try:
            loop.call_soon_threadsafe(_settle, future, result, failure)
        except RuntimeError:
            return  # The loop is closed: no caller waits for the result.


def _settle(future: asyncio.Future[Any], result: Any, failure: BaseException | None) -> None:
    if future.done():
        return
    if failure is None:
        future.set_result(result)
    else:
        future.set_exception(failure)


class WorkerThread:
    """Executor of blocking calls to one service, one at a time, each for at most `deadline_s` seconds.

    A call that misses its deadline keeps its thread, which ends with it; the next call gets a new one. With `spare`
    such threads still hanging, calls fail at once. `at_end` runs in every thread as it ends.
    """

    def __init__(
        self, name: str, deadline_s: float, at_end: Callable[[], None], spare: int = 4, service: str = "Yahoo"
    ) -> None:
        self._name, self._service = name, service
        self._deadline_s = deadline_s
        self._at_end = at_end
        self._spare = spare
        self._turn = asyncio.Lock()
        self._worker: _Worker | None = None
        self._left: list[_Worker] = []
        self._current: asyncio.Future[Any] | None = None
        self._missed = 0
        self._closed = False

    async def run(self, call: Callable[[], T]) -> T:
        """Result of `call`, or its exception. Raises Unavailable past the deadline or after `close`.

        Calls wait for their turn; when the call before them hangs, they fail with it.
        """
        missed = self._missed
        async with self._turn:
            if missed != self._missed:
                raise self._late()
            return await self._run(call)

    async def _run(self, call: Callable[[], T]) -> T:
        if self._closed:
            raise Unavailable("The source is closed.")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._ready().put((call, loop, future))
        self._current = future
        started = loop.time()
        try:
            async with asyncio.timeout(self._deadline_s):
                return await future
        except TimeoutError:
            self._missed += 1
            raise self._late() from None
        except Exception:
            if loop.time() - started >= self._deadline_s * _LATE_SHARE:
                self._missed += 1
            raise
        finally:
            self._current = None
            if future.cancelled():
                self._leave()

    def close(self) -> None:
        """Stop the threads without waiting for any; pending calls raise Unavailable."""
        self._closed = True
        if self._current is not None:
            _settle(self._current, None, Unavailable("The source was closed."))
        self._leave()

    def _ready(self) -> _Worker:
        self._left = [worker for worker in self._left if worker.thread.is_alive()]
        if self._worker is None:
            if len(self._left) >= self._spare:
                raise self._late()
            self._worker = _Worker(self._name, self._at_end)
        return self._worker

    def _leave(self) -> None:
        if self._worker is not None:
            self._worker.stop()
            self._left.append(self._worker)
            self._worker = None

    def _late(self) -> Unavailable:
        return Unavailable(f"{self._service} did not answer within {self._deadline_s:g} s.")
