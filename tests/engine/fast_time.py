"""An event loop whose seconds are shorter than those on the wall; unlike virtual time it goes with threads."""

from __future__ import annotations

import asyncio
import selectors
import time


class _Hasty(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    speed = 1.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events: list[tuple[selectors.SelectorKey, int]] = super().select(timeout and timeout / self.speed)
        return events


class FastLoop(asyncio.SelectorEventLoop):
    """Lives `speed` seconds in one."""

    def __init__(self, speed: float) -> None:
        self._speed, self._began = speed, time.monotonic()
        hasty = _Hasty()
        hasty.speed = speed
        super().__init__(hasty)

    def time(self) -> float:
        """Seconds that this loop has lived."""
        return (time.monotonic() - self._began) * self._speed
