"""Takes alerts out of the engine: each way has its own queue, so that one that fails holds up no other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

import msgspec

from r2k_tui.engine.alerts.channels import Channel, DeliveryError
from r2k_tui.engine.clock import Clock
from r2k_tui.engine.limits import Backoff
from r2k_tui.model.alerts.alert import Alert, ChannelName
from r2k_tui.model.log import Level
from r2k_tui.model.market.feed import FeedState, FeedStatus

log = logging.getLogger(__name__)
TOPIC = "alerts"
# What waits longer than this is no news any more.
STALE_S = 86400.0
WriteLog = Callable[[Level, str, str], None]


class DeliveryQueue:
    """Owner of what is still to be told.

    `health` gets the state of the topic `alerts`, `done` what was told or given up.
    """

    def __init__(
        self,
        ways: Sequence[Channel],
        tries: int,
        backoff: Backoff,
        clock: Clock,
        note: WriteLog,
        health: Callable[[FeedStatus], None],
        done: Callable[[Alert, str], None],
    ) -> None:
        self._ways = {way.key: way for way in ways}
        self._tries, self._backoff, self._clock = tries, backoff, clock
        self._note, self._health, self._done = note, health, done
        self._queues: dict[str, asyncio.Queue[Alert]] = {key: asyncio.Queue() for key in self._ways}
        self._statuses = {key: FeedStatus(TOPIC, FeedState.IDLE) for key in self._ways}
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Begin to tell."""
        self._tasks = [asyncio.create_task(self._work(key), name=f"tell by {key}") for key in self._ways]

    def keys(self, channels: Sequence[ChannelName]) -> tuple[str, ...]:
        """The ways that belong to these channels."""
        return tuple(key for key, way in self._ways.items() if way.kind in channels)

    def take(self, alert: Alert, key: str) -> None:
        """Tell of an alert by one way; of a way that is no more, nothing is left to tell."""
        if key in self._queues:
            self._queues[key].put_nowait(alert)
        else:
            self._done(alert, key)

    async def idle(self) -> None:
        """Wait until everything is told or given up."""
        for queue in self._queues.values():
            await queue.join()

    async def close(self) -> None:
        """Stop; what is not told stays in the store."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self, key: str) -> None:
        way, queue = self._ways[key], self._queues[key]
        while True:
            alert = await queue.get()
            try:
                await self._tell(way, alert)
            except Exception:
                log.exception("telling by %s", way.name)
            finally:
                queue.task_done()
            self._done(alert, key)

    async def _tell(self, way: Channel, alert: Alert) -> None:
        """Try until it is told, or will not be."""
        for attempt in range(1, self._tries + 1):
            if self._clock() - alert.time > STALE_S:
                self._note(Level.WARNING, TOPIC, f"{way.name}: given up after a day: {alert.text}")
                return
            try:
                await way.tell(alert)
            except DeliveryError as error:
                last = error.final or attempt == self._tries
                wait = None if last else self._backoff.delay(attempt)
                self._failed(way, attempt, str(error), wait)
                if wait is None:
                    self._note(Level.ERROR, TOPIC, f"{way.name}: given up after {attempt}: {error}: {alert.text}")
                    return
                await asyncio.sleep(wait)
            else:
                self._set(way, FeedStatus(TOPIC, FeedState.OK, last_success=self._clock()))
                return

    def _failed(self, way: Channel, attempt: int, message: str, wait: float | None) -> None:
        before = self._statuses[way.key]
        status = msgspec.structs.replace(
            before,
            state=FeedState.FAILING,
            failures=before.failures + 1,
            next_try=None if wait is None else self._clock() + wait,
            message=f"{way.name}: {message}",
        )
        self._set(way, status)

    def _set(self, way: Channel, status: FeedStatus) -> None:
        """Show the way that fares worst."""
        self._statuses[way.key] = status
        failing = [known for known in self._statuses.values() if known.state is FeedState.FAILING]
        told = [known.last_success for known in self._statuses.values() if known.last_success is not None]
        worst = failing[0] if failing else status
        self._health(msgspec.structs.replace(worst, last_success=max(told, default=None)))
