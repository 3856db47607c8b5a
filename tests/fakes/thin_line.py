"""A line between two ends on loopback: so many bytes a second, each of them late, and no more on the way than fit."""

from __future__ import annotations

import asyncio
from contextlib import suppress

# What a router on the way keeps before it makes the sender wait.
_ON_THE_WAY = 16384
_PIECE = 1448


class ThinLine:
    """Hands on what comes at a port of its own to another one, both ways alike."""

    def __init__(self, port: int, *, delay_s: float, bytes_per_s: float) -> None:
        self._to, self._delay_s, self._rate = port, delay_s, bytes_per_s
        self._server: asyncio.Server | None = None
        self._ways: set[asyncio.Task[None]] = set()

    async def listen(self) -> int:
        """Begin; returns the port."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", 0, limit=_ON_THE_WAY)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """End all connections."""
        for way in self._ways:
            way.cancel()
        await asyncio.gather(*self._ways, return_exceptions=True)
        if self._server is not None:
            self._server.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to, limit=_ON_THE_WAY)
        for way in (self._carry(reader, far_writer), self._carry(far_reader, writer)):
            task = asyncio.create_task(way)
            self._ways.add(task)
            task.add_done_callback(self._ways.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        late: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_ON_THE_WAY // _PIECE)
        loop = asyncio.get_running_loop()

        async def arrive() -> None:
            while True:
                at, piece = await late.get()
                await asyncio.sleep(max(0.0, at - loop.time()))
                if not piece:
                    return
                writer.write(piece)
                await writer.drain()

        arriving = asyncio.create_task(arrive())
        free = loop.time()
        try:
            with suppress(ConnectionError):
                while piece := await reader.read(_PIECE):
                    # The line is taken by a piece for as long as its bytes need; then it is on its way.
                    free = max(free, loop.time()) + len(piece) / self._rate
                    await asyncio.sleep(free - loop.time())
                    await late.put((free + self._delay_s, piece))
                await late.put((loop.time() + self._delay_s, b""))
                await arriving
        finally:
            arriving.cancel()
            writer.close()
