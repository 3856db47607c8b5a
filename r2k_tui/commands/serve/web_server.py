"""The server of `r2k web`: textual-serve with its own page, access control and process handling."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sys
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from r2k_tui.commands.serve.web_access import Access
from r2k_tui.commands.serve.web_terminal import Cells, Terminal
from r2k_tui.model.text import plural

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_FONT_SIZES = range(6, 73)
_USUAL = Cells(80, 24)
# A reloaded page waits for its predecessor to end.
_FREED_WITHIN_S = 3.0


class BrowserServer(Server):
    """Serves the monitor. A page of another site can neither embed it nor connect to it, under any host name."""

    def __init__(self, command: str, host: str, port: int, *, outside: bool, most_pages: int) -> None:
        name = socket.gethostname() if outside else f"[{host}]" if ":" in host else host
        super().__init__(command, host, port, title="R2K", public_url=f"http://{name}:{port}")
        self._outside, self._most_pages = outside, most_pages
        self._places = asyncio.Semaphore(most_pages)
        self._pages: set[asyncio.Task[web.WebSocketResponse]] = set()
        # The page loads nothing from other hosts, so none of them learns that it is open.
        sources = f"ws://{name}:{port} wss://{name}:{port}"
        self._policy = f"default-src 'self' 'unsafe-inline' data: blob: {sources}; frame-ancestors 'none'"
        hosts = {f"{host}:{port}" for host in ("127.0.0.1", "localhost", "[::1]", name)}
        self._access = Access(port, hosts, any_name=outside)

    def initialize_logging(self) -> None:
        """Log warnings to stderr."""
        logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")

    async def on_startup(self, app: web.Application) -> None:
        """Print the address; not the command, which may hold the credentials of a hub."""
        address = f"{self.public_url}/?token={self._access.token}"
        print(f"r2k: {address}  (Ctrl+C stops it)", file=sys.stderr, flush=True)
        if self._outside:
            words = (
                "everybody who can reach this machine and has this address can see it; the connection is not encrypted"
            )
            print(f"r2k: {words}", file=sys.stderr, flush=True)

    async def on_shutdown(self, app: web.Application) -> None:
        """End the monitors of all pages, which would delay the exit."""
        for page in self._pages:
            page.cancel()
        await asyncio.gather(*self._pages, return_exceptions=True)

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page, which loads everything else from this server."""
        size = to_int(request.query.get("fontsize", ""), 16)
        page = (files("r2k_tui.commands.serve") / "web_page.html").read_text(encoding="utf-8")
        text = page.replace("FONT_SIZE", str(min(max(size, _FONT_SIZES[0]), _FONT_SIZES[-1])))
        return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """See Server; serves one page while it is open."""
        try:
            async with asyncio.timeout(_FREED_WITHIN_S):
                await self._places.acquire()
        except TimeoutError:
            words = f"{plural(self._most_pages, 'page')} open, the maximum: close one, or raise --pages\n"
            raise web.HTTPServiceUnavailable(text=words) from None
        page = asyncio.create_task(self._serve(request))
        self._pages.add(page)
        page.add_done_callback(self._closed)
        return await page

    def _closed(self, page: asyncio.Task[web.WebSocketResponse]) -> None:
        self._pages.discard(page)
        self._places.release()

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        page = web.WebSocketResponse(heartbeat=15)
        await page.prepare(request)
        size = Cells.parsed(to_int(request.query.get("width", ""), 80), to_int(request.query.get("height", ""), 24))

        async def close() -> None:
            await page.close()

        monitor = Terminal(
            self.command,
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=close,
            download_manager=self.download_manager,
            debug=self.debug,
        )
        try:
            await monitor.start(*(size or _USUAL))
            await self._process_messages(page, monitor)
        finally:
            await monitor.stop()
            await page.close(code=WSCloseCode.GOING_AWAY)
        return page

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        """Pass the messages of a page to its monitor; drop everything that our page does not send."""
        async for message in websocket:
            kind, content = read_message(message.data) if message.type == WSMsgType.TEXT else ("", None)
            if kind == "stdin" and isinstance(content, str):
                await app_service.send_bytes(content.encode("utf-8", "ignore"))
            elif kind == "resize" and isinstance(content, dict):
                if (size := Cells.parsed(content.get("width"), content.get("height"))) is not None:
                    await app_service.set_terminal_size(*size)
            elif kind == "ping":
                await websocket.send_json(["pong", content])
            elif kind == "blur":
                await app_service.blur()
            elif kind == "focus":
                await app_service.focus()

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.extend([self._with_policy, self._access.check])
        return app

    @web.middleware
    async def _with_policy(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = self._policy
            response.headers["Referrer-Policy"] = "no-referrer"
        return response


def read_message(text: str) -> tuple[str, Any]:
    """The kind and content of a message; "" as the kind if it is malformed."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return "", None
    if not isinstance(message, list) or not message or not isinstance(message[0], str):
        return "", None
    return message[0], message[1] if len(message) > 1 else None
