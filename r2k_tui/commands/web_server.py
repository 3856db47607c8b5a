"""The server of `r2k web`: that of textual-serve, for pages of its own alone."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from collections.abc import Awaitable, Callable

from aiohttp import web
from textual_serve.server import Server

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class BrowserServer(Server):
    """Serves the monitor. A page of another site can neither show it nor speak with it, under whatever name."""

    def __init__(self, command: str, host: str, port: int, *, outside: bool) -> None:
        name = socket.gethostname() if outside else f"[{host}]" if ":" in host else host
        super().__init__(command, host, port, title="R2K", public_url=f"http://{name}:{port}")
        self._outside = outside
        self._pages: set[asyncio.Task[web.WebSocketResponse]] = set()
        servers = f"http://{name}:{port} ws://{name}:{port}"
        # The page of textual-serve fetches a font from elsewhere; nothing of ours tells others that it is open.
        self._policy = f"default-src 'self' 'unsafe-inline' data: blob: {servers}; frame-ancestors 'none'"
        self._ours = {f"{ours}:{port}" for ours in ("127.0.0.1", "localhost", "[::1]", name)}

    def initialize_logging(self) -> None:
        """Say what goes wrong, on stderr."""
        logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is; not by which command, which may hold who we are to a hub."""
        print(f"r2k: {self.public_url}  (Ctrl+C ends it)", file=sys.stderr, flush=True)
        if self._outside:
            print("r2k: everybody who reaches this machine can see and use it", file=sys.stderr, flush=True)

    async def on_shutdown(self, app: web.Application) -> None:
        """End the monitors of all pages, which would hold the end up otherwise."""
        for page in self._pages:
            page.cancel()
        await asyncio.gather(*self._pages, return_exceptions=True)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """See Server; one page for as long as it is open."""
        page = asyncio.create_task(super().handle_websocket(request))
        self._pages.add(page)
        page.add_done_callback(self._pages.discard)
        return await page

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._only_ours)
        return app

    @web.middleware
    async def _only_ours(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Turn away what another page sends, and a name that somebody has pointed at this machine."""
        origin = request.headers.get("Origin")
        if request.host not in self._ours and not self._outside:
            raise web.HTTPForbidden(text="this server answers to its own name alone")
        if origin is not None and origin.partition("://")[2] not in {*self._ours, request.host}:
            raise web.HTTPForbidden(text="this server answers its own pages alone")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = self._policy
        return response
