"""What a terminal knows of its hub across connections: the newest leadership, and how far the clocks are apart."""

from __future__ import annotations

import time
from collections.abc import Callable

from r2k_tui.link.nats.envelope import NOBODY, Fence

# A slower answer says too little about the other clock.
_QUICK_S = 1.0
# Clocks that are kept by the network differ less than this.
_SAME_S = 1.0


class LeaderTracker:
    """One a terminal, shared by the links that it makes one after the other."""

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self.fence = NOBODY
        self.offset_s = 0.0

    def admit(self, fence: Fence) -> bool:
        """Whether what a leader sends counts; what comes from an older leadership never does again."""
        if fence < self.fence:
            return False
        self.fence = fence
        return True

    def measure(self, asked_s: float, at: float, answered_s: float) -> None:
        """Learn from an answer sent `at` (engine's clock) to what was asked and answered at these times of ours.

        The engine's clock read `at` somewhere between the two. Of all offsets that fit, the one is taken that makes
        every quote the oldest: what is stale must not pass for live.
        """
        if not 0.0 <= answered_s - asked_s <= _QUICK_S:
            return
        offset = asked_s - at
        self.offset_s = offset if abs(offset) > _SAME_S else 0.0

    def now(self) -> float:
        """The present by the engine's clock, seconds since the epoch."""
        return self._wall() - self.offset_s

    def wall(self) -> float:
        """The present by our own clock."""
        return self._wall()
