"""Pace of requests to the SEC, shared by every client of this process: it limits all of its hosts together."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable


class RequestPace:
    """Turns at a steady pace, in the order of arrival, for clients of any event loop or thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock, self._free_at = clock, threading.Lock(), 0.0

    def reserve(self, per_second: float) -> float:
        """Take the next turn; returns the seconds to wait for it."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free_at)
            self._free_at = turn + 1.0 / per_second
        return turn - now

    async def take(self, per_second: float) -> None:
        """Wait for the next turn."""
        wait = self.reserve(per_second)
        if wait > 0:
            await asyncio.sleep(wait)


SHARED = RequestPace()
