"""Event loop that measures its own blocks: the time from a return of its selector to the next call."""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable
from typing import Protocol, runtime_checkable

# Receives the seconds of a block; returns whether it made work for the loop.
OnBlock = Callable[[float], bool]


@runtime_checkable
class MeasuresBlocks(Protocol):
    """Event loop that measures its own blocks."""

    def when_blocked(self, least_s: float, call: OnBlock) -> None:
        """Call `call` with the seconds of every block of at least `least_s`; the last caller counts."""


class _MeasuredSelector(selectors.DefaultSelector):
    """Selector that tells `on_block` how long the caller was away, if that was at least `least_s` seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock, self._returned = clock, clock()
        self.least_s: float = float("inf")
        self.on_block: OnBlock = lambda _: False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """See BaseSelector."""
        away = self._clock() - self._returned
        if away >= self.least_s and self.on_block(away):
            timeout = 0.0  # the loop has computed how long it may sleep before there was this work
        events: list[tuple[selectors.SelectorKey, int]] = super().select(timeout)
        self._returned = self._clock()
        return events


class MeasuredLoop(asyncio.SelectorEventLoop):
    """Event loop with a measured selector; it costs two readings of a clock each turn, and none while it sleeps."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._measured = _MeasuredSelector(clock)
        super().__init__(self._measured)

    def when_blocked(self, least_s: float, call: OnBlock) -> None:
        """See MeasuresBlocks."""
        self._measured.least_s, self._measured.on_block = least_s, call
