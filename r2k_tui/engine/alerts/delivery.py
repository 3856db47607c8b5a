"""Delivery of alerts: each channel has its own queue, so a failing channel delays no other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

import msgspec

from r2k_tui.engine.alerts.channels import Channel, DeliveryError
from r2k_tui.engine.clock import Clock
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.alerts.channels import ChannelName
from r2k_tui.model.log import Level
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.sources.limits import Backoff

log = logging.getLogger(__name__)
TOPIC = "alerts"
# Maximum age of an undelivered alert before it is abandoned.
STALE_S = 86400.0
WriteLog = Callable[[Level, str, str], None]


class DeliveryQueue:
    """Owner of the undelivered alerts.

    `publish` receives the status of the topic `alerts`; `on_done` every alert that is delivered or abandoned.
    """

    def __init__(
        self,
        channels: Sequence[Channel],
        tries: int,
        backoff: Backoff,
        clock: Clock,
        log_entry: WriteLog,
        publish: Callable[[FeedStatus], None],
        on_done: Callable[[Alert, str], None],
    ) -> None:
        self._channels = {channel.key: channel for channel in channels}
        self._tries, self._backoff, self._clock = tries, backoff, clock
        self._log, self._publish, self._on_done = log_entry, publish, on_done
        self._queues: dict[str, asyncio.Queue[Alert]] = {key: asyncio.Queue() for key in self._channels}
        self._statuses = {key: FeedStatus(TOPIC, FeedState.IDLE) for key in self._channels}
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Start delivering."""
        self._tasks = [asyncio.create_task(self._work(key), name=f"deliver by {key}") for key in self._channels]

    def keys(self, names: Sequence[ChannelName]) -> tuple[str, ...]:
        """Keys of the channels with these names."""
        return tuple(key for key, channel in self._channels.items() if channel.kind in names)

    def take(self, alert: Alert, key: str) -> None:
        """Queue an alert for one channel; an alert for a channel that no longer exists is done."""
        if key in self._queues:
            self._queues[key].put_nowait(alert)
        else:
            self._on_done(alert, key)

    async def idle(self) -> None:
        """Wait until every alert is delivered or abandoned."""
        for queue in self._queues.values():
            await queue.join()

    async def close(self) -> None:
        """Stop; undelivered alerts stay in the store."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self, key: str) -> None:
        channel, queue = self._channels[key], self._queues[key]
        while True:
            alert = await queue.get()
            try:
                await self._deliver(channel, alert)
            except Exception:
                log.exception("delivering by %s", channel.name)
            finally:
                queue.task_done()
            self._on_done(alert, key)

    async def _deliver(self, channel: Channel, alert: Alert) -> None:
        """Retry until the alert is delivered or abandoned."""
        for attempt in range(1, self._tries + 1):
            if self._clock() - alert.time > STALE_S:
                self._log(Level.WARNING, TOPIC, f"{channel.name}: given up after a day: {alert.text}")
                return
            try:
                await channel.deliver(alert)
            except DeliveryError as error:
                last = error.final or attempt == self._tries
                wait = None if last else self._backoff.delay(attempt)
                self._failed(channel, attempt, str(error), wait)
                if wait is None:
                    self._log(Level.ERROR, TOPIC, f"{channel.name}: given up after {attempt}: {error}: {alert.text}")
                    return
                await asyncio.sleep(wait)
            else:
                self._set(channel, FeedStatus(TOPIC, FeedState.OK, last_success=self._clock()))
                return

    def _failed(self, channel: Channel, attempt: int, message: str, wait: float | None) -> None:
        before = self._statuses[channel.key]
        status = msgspec.structs.replace(
            before,
            state=FeedState.FAILING,
            failures=before.failures + 1,
            next_try=None if wait is None else self._clock() + wait,
            message=f"{channel.name}: {message}",
        )
        self._set(channel, status)

    def _set(self, channel: Channel, status: FeedStatus) -> None:
        """Publish the status of the least healthy channel."""
        self._statuses[channel.key] = status
        failing = [one for one in self._statuses.values() if one.state is FeedState.FAILING]
        delivered = [one.last_success for one in self._statuses.values() if one.last_success is not None]
        worst = failing[0] if failing else status
        self._publish(msgspec.structs.replace(worst, last_success=max(delivered, default=None)))
