"""The scripted engine behind a broker, in an event loop of its own."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from nats.aio.client import Client
from nats.errors import Error as NatsError

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.engine import Engine
from r2k_tui.link.nats.connection import disconnect
from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.quota import Quota
from r2k_tui.link.nats.refusals import Refusals
from r2k_tui.link.nats.serving import NatsServing
from r2k_tui.link.nats.subjects import Subjects
from tests.link.scripted_engine import moving_engine

# Tests make news as fast as they can.
GENEROUS = HubSettings(asks_per_minute=600_000, asks_at_once=10_000, refreshes_per_minute=600_000)
# The first engine of a process loads what it computes with, which a busy machine takes its time for.
_ENDS_S = 60.0


class Served:
    """One engine under one fence; `leads` may be told to say no."""

    def __init__(
        self,
        url: str,
        fence: Fence,
        hub: HubSettings = GENEROUS,
        make: Callable[[], Engine] = moving_engine,
        refusals: Refusals | None = None,
    ) -> None:
        self._url, self._fence, self.hub, self._make = url, fence, hub, make
        self.refusals = refusals or Refusals()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.leads = True
        self.wall: Callable[[], float] | None = None

    def begin(self) -> Served:
        """Start to serve."""
        self._thread.start()
        self.do(self._begin())
        return self

    def do(self, job: Coroutine[Any, Any, Any]) -> Any:
        """Do something where the engine lives, and wait for it."""
        return asyncio.run_coroutine_threadsafe(job, self._loop).result(_ENDS_S)

    async def _begin(self) -> None:
        self.engine, self.client = self._make(), Client()
        await self.client.connect(self._url)
        self.engine.restore()
        await self.engine.start()
        bounds = Quota(self.hub, self._loop.time)
        subjects = Subjects(self.hub.name)
        self.serving = NatsServing(
            self.engine,
            self.client,
            subjects,
            self._fence,
            bounds,
            lambda: self.leads,
            wall=self.wall or time.time,
            refusals=self.refusals,
        )
        self._task = asyncio.create_task(self.serving.run())
        while not self.engine.publisher._subscriptions:  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(0.005)

    def end(self) -> None:
        """End all of it; harmless the second time."""
        if self._loop.is_closed():
            return
        self.do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_ENDS_S)
        self._loop.close()

    async def _end(self) -> None:
        self._task.cancel()
        # The broker may be dead.
        with suppress(asyncio.CancelledError, NatsError, OSError):
            await self._task
        await disconnect(self.client)
        await self.engine.close()
