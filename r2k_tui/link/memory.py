"""The link within one process: for commands without a screen, and for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

from r2k_tui.engine.engine import Engine
from r2k_tui.model.frame import Frame
from r2k_tui.model.request import Reply, Request


class MemoryLink:
    """Owns an engine and runs it in the event loop it is started in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._subscription = engine.subscribe()

    async def start(self) -> None:
        """See Link."""
        self._engine.restore()
        await self._engine.start()

    async def frames(self) -> AsyncIterator[Frame]:
        """See Link."""
        while True:
            yield await self._subscription.next_frame()

    async def ask(self, request: Request) -> Reply:
        """See Link."""
        return await self._engine.ask(request, "memory")

    async def close(self) -> None:
        """See Link."""
        self._subscription.close()
        await self._engine.close()
