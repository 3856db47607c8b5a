"""What an engine says of a broker that is away: that it is lost, why, and that it is back; never a line a try."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)
_MINUTES_FROM_S = 120.0


class Outage:
    """Owner of since when there is no broker, and of the reasons that were told since then."""

    def __init__(self, broker: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._broker, self._clock = broker, clock
        self._since: float | None = None
        self._told: set[str] = set()

    def lost(self, why: str) -> None:
        """A try has failed, or the connection has ended."""
        if self._since is None:
            self._since = self._clock()
        if why not in self._told:
            self._told.add(why)
            log.warning("%s; trying again, less and less often", why)

    def over(self) -> None:
        """The broker serves us; says so where it did not before."""
        if self._since is None:
            return
        away, self._since = self._clock() - self._since, None
        self._told.clear()
        log.info("the broker at %s is back after %s", self._broker, _words(away))


def _words(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < _MINUTES_FROM_S else f"{seconds / 60.0:.0f} min"
