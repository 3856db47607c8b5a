"""Access to the server of `r2k web`: by the token in its address, and only from its own pages."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Collection

from aiohttp import web

WebHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SOCKET = "/ws"


class Access:
    """Admits pages of this server, first by a token in the address, then by a cookie."""

    def __init__(self, port: int, names: Collection[str], *, any_name: bool) -> None:
        self.token = secrets.token_urlsafe(24)
        # A cookie belongs to a host, whatever the port: its name holds the port, and its value is not the token.
        self._cookie, self._pass = f"r2k-{port}", secrets.token_urlsafe(24)
        self._names, self._any_name = frozenset(names), any_name

    @web.middleware
    async def check(self, request: web.Request, handler: WebHandler) -> web.StreamResponse:
        """Refuse foreign host names (DNS rebinding), pages of other sites, and requests without the token."""
        if reason := self._refusal(request):
            raise web.HTTPForbidden(text=f"{reason}\n")
        response = await handler(request)
        if not response.prepared and self._shows_token(request):
            response.set_cookie(self._cookie, self._pass, httponly=True, samesite="Strict", path="/")
        return response

    def _refusal(self, request: web.Request) -> str:
        """Why a request is refused; "" if it is not."""
        if request.host not in self._names and not self._any_name:
            return "this server answers only to its own host name"
        origin = request.headers.get("Origin")
        if origin is None and request.path == SOCKET:
            return "a WebSocket request needs an Origin header"
        if origin is not None and origin.partition("://")[2] not in {*self._names, request.host}:
            return "this server answers only its own pages"
        if not (self._shows_token(request) or _same(request.cookies.get(self._cookie, ""), self._pass)):
            return "the token is missing or wrong: open the address that `r2k web` printed at start-up"
        return ""

    def _shows_token(self, request: web.Request) -> bool:
        return _same(request.query.get("token", ""), self.token)


def _same(given: str, right: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), right.encode())
