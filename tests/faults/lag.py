"""How long a program held up its own event loop, told apart from a machine that had no time for it."""

from __future__ import annotations

import asyncio
import gc
import time

_NAP_S = 0.01


class LagMeter:
    """Naps in the event loop; a nap that ends late counts for as much of that as this process worked meanwhile.

    Where another process had the processor, ours did not work, so a busy machine adds nothing.
    """

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> LagMeter:
        # What the test runner keeps is no part of an engine; to look through it for garbage takes as long as a fault.
        gc.disable()
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        gc.enable()
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            begun, worked = time.perf_counter(), time.process_time()
            await asyncio.sleep(_NAP_S)
            late = time.perf_counter() - begun - _NAP_S
            self.longest_s = max(self.longest_s, min(late, time.process_time() - worked))
