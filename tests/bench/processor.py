"""Speed of the processor while something is measured: on a shared machine each instruction takes up to twice as long at
times, because somebody else uses the other half of the same core.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from statistics import median
from types import TracebackType

_EVERY_S = 1.0
# About a millisecond: a thousandth of the time between two.
_TURNS = 10_000


def loop() -> float:
    """Processor time in seconds of a fixed piece of work."""
    begun, total = time.thread_time(), 0
    for number in range(_TURNS):
        total += number % 7
    return time.thread_time() - begun


class Processor:
    """Compares the speed during each measurement with the greatest of the whole run. As a context, it looks once at the
    beginning and then every second.
    """

    def __init__(self, look: Callable[[], float] = loop, every_s: float = _EVERY_S) -> None:
        self._look, self._every_s = look, every_s
        self._found: list[float] = []
        self._fastest = float("inf")
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def speed(self) -> float:
        """Speed in the last measurement, as a share of the greatest seen: 1 is full speed."""
        return self._fastest / median(self._found)

    def __enter__(self) -> Processor:
        self._found.clear()
        self._ended.clear()
        self._take()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(self._every_s):
            self._take()

    def _take(self) -> None:
        self._found.append(self._look())
        self._fastest = min(self._fastest, self._found[-1])
