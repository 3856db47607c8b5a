"""State of a terminal about its hub across connections: the newest leadership and the clock offset."""

from __future__ import annotations

import time
from collections.abc import Callable

from r2k_tui.link.nats.envelope import NOBODY, Fence

# A slower reply says too little about the other clock.
_QUICK_S = 1.0
# Synchronized clocks differ less than this.
_SAME_S = 1.0


class LeaderTracker:
    """Tracker of one terminal, shared by its successive links."""

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self.fence = NOBODY
        self.offset_s = 0.0

    def admit(self, fence: Fence) -> bool:
        """Whether a message under this fence counts; once a newer leadership is seen, an older one never does."""
        if fence < self.fence:
            return False
        self.fence = fence
        return True

    def measure(self, sent_s: float, at: float, received_s: float) -> None:
        """Update the offset from a reply stamped `at` (engine's clock), between send and receipt by our clock.

        Of all offsets that fit, the one is taken that makes every quote the oldest: stale data must not pass for live.
        """
        if not 0.0 <= received_s - sent_s <= _QUICK_S:
            return
        offset = sent_s - at
        self.offset_s = offset if abs(offset) > _SAME_S else 0.0

    def now(self) -> float:
        """Present by the engine's clock, seconds since the epoch."""
        return self._wall() - self.offset_s

    def wall(self) -> float:
        """Present by our own clock, seconds since the epoch."""
        return self._wall()
