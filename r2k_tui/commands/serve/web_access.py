"""Who may speak with the server of `r2k web`: whoever has the token of its address, from a page of its own."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Collection

from aiohttp import web

WebHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SOCKET = "/ws"


class Access:
    """Lets pages of our own in, by a token in the address once and by a cookie after that."""

    def __init__(self, port: int, names: Collection[str], *, any_name: bool) -> None:
        self.token = secrets.token_urlsafe(24)
        # Cookies are for a host whatever its port: the port is in the name, and the cookie is not the token.
        self._cookie, self._pass = f"r2k-{port}", secrets.token_urlsafe(24)
        self._names, self._any_name = frozenset(names), any_name

    @web.middleware
    async def check(self, request: web.Request, handler: WebHandler) -> web.StreamResponse:
        """Turn away a name that somebody has pointed at this machine, another page, and whoever has no token."""
        if reason := self._refusal(request):
            raise web.HTTPForbidden(text=f"{reason}\n")
        response = await handler(request)
        if not response.prepared and self._shows_token(request):
            response.set_cookie(self._cookie, self._pass, httponly=True, samesite="Strict", path="/")
        return response

    def _refusal(self, request: web.Request) -> str:
        """Why a request is turned away; "" where it is not."""
        if request.host not in self._names and not self._any_name:
            return "this server answers to its own name alone"
        origin = request.headers.get("Origin")
        if origin is None and request.path == SOCKET:
            return "a WebSocket must say from which page it comes (Origin)"
        if origin is not None and origin.partition("://")[2] not in {*self._names, request.host}:
            return "this server answers its own pages alone"
        if not (self._shows_token(request) or _same(request.cookies.get(self._cookie, ""), self._pass)):
            return "the token is missing or wrong: open the address that `r2k web` printed when it started"
        return ""

    def _shows_token(self, request: web.Request) -> bool:
        return _same(request.query.get("token", ""), self.token)


def _same(given: str, right: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), right.encode())
