"""Lag of the engine's event loop: how long it was blocked, which delays everything that runs on it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from r2k_tui.engine.state.measured_loop import MeasuresBlocks
from r2k_tui.model.market.feed import FeedState, FeedStatus

TOPIC = "loop"
# Of a loop that does not measure itself: how often its delay is.
_EVERY_S = 0.1
# Time that the longest block is taken over, and the least time between two reports.
_WINDOW_S, _SPACING_S = 300.0, 5.0
_STEP_MS = 5
_LEAST_S = _STEP_MS / 2000


class LoopLagMonitor:
    """Monitor of blocks. `publish` receives the topic `loop` when the longest block changes.

    On a loop that measures its blocks it sleeps while there are none; on any other it wakes ten times a second, to see
    whether it is late.
    """

    def __init__(self, publish: Callable[[FeedStatus], None], clock: Callable[[], float] = time.perf_counter) -> None:
        self._publish, self._clock = publish, clock
        # Ends and lengths of blocks, each longer than all after it.
        self._blocks: deque[tuple[float, float]] = deque()
        self._published = -1

    @property
    def longest_s(self) -> float:
        """Longest block of the last five minutes, in seconds; 0 for one that is too short to count."""
        while self._blocks and self._blocks[0][0] <= self._clock() - _WINDOW_S:
            self._blocks.popleft()
        return self._blocks[0][1] if self._blocks else 0.0

    async def run(self) -> None:
        """Measure until cancelled."""
        loop = asyncio.get_running_loop()
        await (self._follow(loop) if isinstance(loop, MeasuresBlocks) else self._look())

    async def _follow(self, loop: MeasuresBlocks) -> None:
        changed = asyncio.Event()

        def blocked(seconds: float) -> bool:
            is_longest = self.record(seconds)
            if is_longest:
                changed.set()
            return is_longest

        loop.when_blocked(_LEAST_S, blocked)
        while True:
            self.publish()
            await asyncio.sleep(_SPACING_S)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._holds_s()):
                    await changed.wait()
            changed.clear()

    def _holds_s(self) -> float | None:
        """Seconds for which the longest block stays the longest unless a longer one comes; None without one."""
        return self._blocks[0][0] + _WINDOW_S - self._clock() if self.longest_s else None

    async def _look(self) -> None:
        while True:
            for _ in range(round(_SPACING_S / _EVERY_S)):
                due = self._clock() + _EVERY_S
                await asyncio.sleep(_EVERY_S)
                self.record(self._clock() - due)
            self.publish()

    def record(self, seconds: float) -> bool:
        """Record the length of one block. Returns whether it is the longest of the window."""
        if seconds < _LEAST_S:
            return False
        while self._blocks and self._blocks[-1][1] <= seconds:
            self._blocks.pop()
        self._blocks.append((self._clock(), seconds))
        return len(self._blocks) == 1

    def publish(self) -> None:
        """Publish the longest block when it changes by a whole step."""
        step = round(self.longest_s * 1000 / _STEP_MS)
        if step != self._published:
            self._published = step
            words = f"longest block {step * _STEP_MS} ms in 5 minutes"
            self._publish(FeedStatus(TOPIC, FeedState.OK, progress=words))
