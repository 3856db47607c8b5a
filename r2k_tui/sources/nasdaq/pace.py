"""Pace of all requests to Nasdaq's host, whoever makes them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol
from weakref import WeakKeyDictionary

from r2k_tui.rate_limit import TokenBucket

REQUESTS_PER_MINUTE = 60.0


class Pace(Protocol):
    """Turns to send a request, in order."""

    async def take(self, *, first: bool = False) -> None:
        """Wait for a turn; `first`: before those that do not go first."""


class HostPace:
    """One request per second, shared by everything that runs in the same event loop. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: WeakKeyDictionary[asyncio.AbstractEventLoop, TokenBucket] = WeakKeyDictionary()

    async def take(self, *, first: bool = False) -> None:
        """See Pace."""
        # A bucket waits in the loop that uses it, and a source is built in a thread without one.
        loop = asyncio.get_running_loop()
        bucket = self._buckets.get(loop)
        if bucket is None:
            bucket = self._buckets[loop] = TokenBucket(REQUESTS_PER_MINUTE, 1, self._clock)
        await bucket.take(first=first)


HOST_PACE = HostPace()
