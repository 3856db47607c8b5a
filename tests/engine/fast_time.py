"""An event loop whose seconds are shorter than those on the wall; unlike virtual time it goes with threads."""

from __future__ import annotations

import asyncio
import selectors
import time

_LONGEST_STEP_S = 300.0


class _Hasty(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """A selector that waits a fraction of what it is asked, and tells its loop of every wait."""

    def __init__(self, speed: float) -> None:
        super().__init__()
        self._speed, self._lived, self._seen = speed, 0.0, time.monotonic()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self._live(0.0)
        events: list[tuple[selectors.SelectorKey, int]] = super().select(timeout and timeout / self._speed)
        self._live(timeout or 0.0)
        return events

    def lived(self) -> float:
        """Seconds lived so far; no step counts as more than five minutes, however long the machine took for it."""
        return self._lived + min((time.monotonic() - self._seen) * self._speed, _LONGEST_STEP_S)

    def _live(self, asked: float) -> None:
        now = time.monotonic()
        self._lived += min((now - self._seen) * self._speed, asked + _LONGEST_STEP_S)
        self._seen = now


class FastLoop(asyncio.SelectorEventLoop):
    """Lives up to `speed` seconds in one; a busy machine makes it live more slowly, not skip hours."""

    def __init__(self, speed: float) -> None:
        self._hasty = _Hasty(speed)
        super().__init__(self._hasty)

    def time(self) -> float:
        """Seconds that this loop has lived."""
        return self._hasty.lived()
