"""In-process link, for commands without a screen and for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from r2k_tui.engine.engine import Engine
from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.messages.frame import Frame

if TYPE_CHECKING:
    from r2k_tui.model.messages.reply import Reply
    from r2k_tui.model.messages.request import Request


class MemoryLink:
    """Link that owns an engine and runs it in the event loop that calls `start`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._subscription = engine.subscribe()
        self._pending: set[asyncio.Task[Reply]] = set()
        self._closed = False

    async def start(self) -> None:
        """See Link."""
        self._engine.restore()
        await self._engine.start()

    async def frames(self) -> AsyncIterator[Frame]:
        """See Link."""
        while True:
            frame = await self._subscription.next_frame()
            if self._closed:
                raise LinkLost("the link is closed")
            yield frame

    async def ask(self, request: Request) -> Reply:
        """See Link."""
        if self._closed:
            raise LinkLost("the link is closed")
        pending = asyncio.create_task(self._engine.ask(request, "memory"))
        self._pending.add(pending)
        try:
            return await pending
        except asyncio.CancelledError:
            if self._closed:
                raise LinkLost("the link is closed") from None
            pending.cancel()
            raise
        finally:
            self._pending.discard(pending)

    async def close(self) -> None:
        """See Link."""
        if self._closed:
            return
        self._closed = True
        for pending in self._pending:
            pending.cancel()
        self._subscription.close()
        self._subscription.ready.set()
        await self._engine.close()
