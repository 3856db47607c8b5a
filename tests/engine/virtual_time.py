"""An event loop whose time stands still while there is work and leaps to the next timer when there is none.

    @virtual
    async def test_waits_an_hour(...):
        await asyncio.sleep(3600)   # at once

No threads in such a test: the loop does not wait for them. A test in which everything waits for something that never
comes fails at once instead of hanging.
"""

from __future__ import annotations

import asyncio
import functools
import selectors
from collections.abc import Awaitable, Callable
from typing import Any

# Noon in New York on Thursday, 18 September 2025.
START = 1_758_211_200.0


class _Leaping(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("everything waits for something that never comes")
        self.now += max(0.0, timeout)
        events: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        return events


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """See the module."""

    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        """Seconds that this loop has lived."""
        return self._leaping.now

    def is_idle(self) -> bool:
        """Whether nothing waits for its turn."""
        return not self._ready  # type: ignore[attr-defined]


class WallClock:
    """The clock on the wall of a virtual loop; it can be set, as people and time servers do."""

    def __init__(self, start: float = START) -> None:
        self.start = start

    def __call__(self) -> float:
        return self.start + asyncio.get_running_loop().time()

    def set_by(self, seconds: float) -> None:
        """Put it forward, or back."""
        self.start += seconds


def virtual(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run an async test in virtual time."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
            runner.run(test(*args, **kwargs))  # type: ignore[arg-type]

    return run


async def settle(turns: int = 50) -> None:
    """Let everything run that can without time passing."""
    loop, idle = asyncio.get_running_loop(), 0
    for _ in range(turns):
        await asyncio.sleep(0)
        # The turn after an idle one has looked at what is ready to be read and at timers that are due.
        idle = idle + 1 if isinstance(loop, VirtualTimeLoop) and loop.is_idle() else 0
        if idle == 2:
            return
