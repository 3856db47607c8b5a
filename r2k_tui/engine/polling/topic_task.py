"""The task of a topic, and what every service with one offers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol, runtime_checkable

from r2k_tui.engine.polling.topic import Topic


@runtime_checkable
class PolledService(Protocol):
    """Service with a topic of its own."""

    def begin(self) -> None:
        """Start the topic; no effect where it runs already or there is nothing to poll."""

    def ready(self, *, settled: bool = False) -> Awaitable[None]:
        """Start, and wait for what is stored; with `settled`, until everything was requested once."""

    def insist(self) -> None:
        """Poll now for a user if the topic runs; see Topic.insist."""

    def close(self) -> Awaitable[None]:
        """Stop the topic, and release the connections."""


class TopicTask:
    """Owner of the task that runs a topic; `run` replaces the polls of the topic alone. Without a topic, none runs."""

    def __init__(self, topic: Topic | None, run: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
        self._topic, self._run = topic, run
        self._task: asyncio.Task[None] | None = None

    @property
    def begun(self) -> bool:
        """Whether the task was started."""
        return self._task is not None

    def begin(self) -> None:
        """Start the task; later calls have no effect."""
        if self._task is None and self._topic is not None:
            self._task = asyncio.create_task((self._run or self._topic.run)(), name=self._topic.status.topic)

    async def attempted(self) -> None:
        """Wait for the first poll to end; returns at once where no task was started."""
        if self._task is not None and self._topic is not None:
            await self._topic.attempted.wait()

    def insist(self) -> None:
        """Poll now for a user if the task was started; see Topic.insist."""
        if self._task is not None and self._topic is not None:
            self._topic.insist()

    async def stop(self) -> None:
        """Cancel the task, and wait for its end. Raises what the task has raised by itself."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
