"""Yahoo's socket of pushed prices on loopback, in a thread of its own: it pushes what the test says, and misbehaves.

with FakeStream() as stream:
    stream.push("IWM", 244.84, time=now)
    stream.close_cleanly()   # or drop(), or say(b"anything"), or flood("IWM", 20_000)
"""

from __future__ import annotations

import asyncio
import base64
import http
import json
import threading
from collections.abc import Callable
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response


def pushed(symbol: str, price: float, time: float | None = None, hours: int = 1, **fields: Any) -> str:
    """One message as Yahoo's socket sends it; `time` in seconds since the epoch."""
    from yfinance.pricing_pb2 import PricingData

    data = PricingData(id=symbol, price=price, market_hours=hours, **fields)
    if time is not None:
        data.time = int(time * 1000)
    return json.dumps({"type": "pricing", "message": base64.b64encode(data.SerializeToString()).decode()})


class FakeStream:
    """The server. `subscribed`: every message of subscription as it arrived; `opened`: connections so far."""

    def __init__(self) -> None:
        self.subscribed: list[dict[str, list[str]]] = []
        self.opened = 0
        self.url = ""
        self.refuse: Response | None = None
        self._open: set[ServerConnection] = set()
        self._loop = asyncio.new_event_loop()
        self._ready, self._changed = threading.Event(), threading.Condition()
        self._thread = threading.Thread(target=self._serve, name="fake-stream", daemon=True)
        self._stop = asyncio.Event()

    def __enter__(self) -> FakeStream:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def wait(self, test: Callable[[], object], within: float = 15.0) -> None:
        """Block until something that clients do has come to `test`."""
        with self._changed:
            assert self._changed.wait_for(test, within), (self.opened, self.subscribed)

    def push(self, symbol: str, price: float, time: float | None = None, **fields: Any) -> None:
        """Push one price to everybody."""
        self.say(pushed(symbol, price, time, **fields))

    def say(self, message: str | bytes) -> None:
        """Send a message, whatever it is, to everybody."""
        self._do(lambda connection: connection.send(message))

    def flood(self, make: Callable[[int], str], count: int) -> None:
        """Send so many messages as fast as they are taken."""

        async def pour(connection: ServerConnection) -> None:
            for number in range(count):
                await connection.send(make(number))

        self._do(pour, wait=False)

    def close_cleanly(self) -> None:
        """Say goodbye to everybody."""
        self._do(lambda connection: connection.close())

    def drop(self) -> None:
        """Cut every connection without a word."""

        async def cut(connection: ServerConnection) -> None:
            connection.transport.abort()

        self._do(cut)

    def refuse_with(self, status: int, **headers: str) -> None:
        """Answer new connections with a status of HTTP instead."""
        from websockets.datastructures import Headers

        self.refuse = Response(status, http.HTTPStatus(status).phrase, Headers(headers), b"no")

    def _do(self, action: Callable[[ServerConnection], Any], *, wait: bool = True) -> None:
        async def all_of_them() -> None:
            await asyncio.gather(*(action(connection) for connection in list(self._open)), return_exceptions=True)

        future = asyncio.run_coroutine_threadsafe(all_of_them(), self._loop)
        if wait:
            future.result(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._loop.close()

    async def _listen(self) -> None:
        server: Server
        async with serve(self._talk, "127.0.0.1", 0, process_request=self._refuse, close_timeout=0.2) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            self.url = f"ws://127.0.0.1:{port}/"
            self._ready.set()
            await self._stop.wait()
            for connection in list(self._open):
                connection.transport.abort()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _refuse(self, _: ServerConnection, __: Request) -> Response | None:
        return self.refuse

    async def _talk(self, connection: ServerConnection) -> None:
        with self._changed:
            self.opened += 1
            self._open.add(connection)
            self._changed.notify_all()
        try:
            async for message in connection:
                with self._changed:
                    self.subscribed.append(json.loads(message))
                    self._changed.notify_all()
        except Exception:
            return
        finally:
            self._open.discard(connection)
