"""Lag of the engine's event loop: how long it was blocked, which delays everything that runs on it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from r2k_tui.model.market.feed import FeedState, FeedStatus

TOPIC = "loop"
_EVERY_S = 0.1
# Number of sleeps that the longest block is taken over: five minutes.
_NAPS = 3000
_PUBLISH_EVERY = 50
_STEP_MS = 5


class LoopLagMonitor:
    """Monitor of late wake-ups. `publish` receives the topic `loop` when the longest block changes."""

    def __init__(self, publish: Callable[[FeedStatus], None], clock: Callable[[], float] = time.perf_counter) -> None:
        self._publish, self._clock = publish, clock
        self._late: deque[float] = deque(maxlen=_NAPS)
        self._published = -1

    @property
    def longest_s(self) -> float:
        """Longest block of the last five minutes, in seconds."""
        return max(self._late, default=0.0)

    async def run(self) -> None:
        """Measure until cancelled."""
        while True:
            for _ in range(_PUBLISH_EVERY):
                due = self._clock() + _EVERY_S
                await asyncio.sleep(_EVERY_S)
                self.record(self._clock() - due)
            self.publish()

    def record(self, late_s: float) -> None:
        """Record the delay of one wake-up."""
        self._late.append(max(0.0, late_s))

    def publish(self) -> None:
        """Publish the longest block when it changes by a whole step."""
        step = round(self.longest_s * 1000 / _STEP_MS)
        if step != self._published:
            self._published = step
            words = f"longest block {step * _STEP_MS} ms in 5 minutes"
            self._publish(FeedStatus(TOPIC, FeedState.OK, progress=words))
