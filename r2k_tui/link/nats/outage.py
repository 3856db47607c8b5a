"""Log of a broker outage: one line per reason and one at its end, never one per attempt."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)
_MINUTES_FROM_S = 120.0


class Outage:
    """Start of the current outage, and the reasons logged since."""

    def __init__(self, broker: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._broker, self._clock = broker, clock
        self._since: float | None = None
        self._reported: set[str] = set()

    def lost(self, why: str) -> None:
        """Record a failed attempt or an ended connection."""
        if self._since is None:
            self._since = self._clock()
        if why not in self._reported:
            self._reported.add(why)
            log.warning("%s; trying again, less and less often", why)

    def over(self) -> None:
        """Record that the broker serves us; log the end of an outage."""
        if self._since is None:
            return
        away, self._since = self._clock() - self._since, None
        self._reported.clear()
        log.info("the broker at %s is back after %s", self._broker, _words(away))


def _words(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < _MINUTES_FROM_S else f"{seconds / 60.0:.0f} min"
