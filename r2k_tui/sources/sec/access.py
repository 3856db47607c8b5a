"""Requests to EDGAR: with the user's address, at the shared pace, and with the SEC's refusals named."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.sources.base import AuthFailed, NotFound, RateLimited
from r2k_tui.sources.http.client import HttpAccess, HttpAnswer, HttpClient
from r2k_tui.sources.http.pages import PAGE_LOOKED_AT, is_page
from r2k_tui.sources.sec.pace import SHARED, RequestPace

_HOSTS = frozenset({"www.sec.gov", "data.sec.gov"})
_FORBIDDEN = frozenset({403})
_UNDECLARED, _TOO_MANY = "undeclared automated tool", "request rate threshold exceeded"
# The SEC blocks an address for about ten minutes after it exceeded the limit.
_BLOCK_S = 600.0
# Line that turns the requests on.
CONTACT_LINE = '[sec] contact = "you@example.org"'


class SecAccess:
    """HTTP access to EDGAR; `close` ends its thread. `pace` limits the requests of all clients together."""

    def __init__(
        self, settings: SecSettings, clock: Callable[[], float] = time.time, pace: RequestPace = SHARED
    ) -> None:
        self.settings, self._clock, self._pace = settings, clock, pace
        headers = {"User-Agent": f"R2K {settings.contact}"}
        access = HttpAccess(
            "SEC", _HOSTS, settings.endpoint, settings.proxy, settings.deadline_s, browser=False, headers=headers
        )
        self._http = HttpClient(access, clock)

    @property
    def sent(self) -> int:
        """Number of requests sent."""
        return self._http.sent

    async def get(
        self, url: str, query: Mapping[str, str] | None = None, *, max_bytes: int, opening: bytes = b""
    ) -> HttpAnswer:
        """Answer to a GET request; see HttpClient.get. A body that begins with `opening` is data, whatever follows.

        Raises NotFound for a document that the archive does not have, which it tells with 403 as well; AuthFailed and
        RateLimited for the SEC's pages that refuse a client.
        """
        await self._pace.take(self.settings.requests_per_second)
        answer = await self._http.get(url, query, max_bytes=max_bytes, statuses=_FORBIDDEN, opening=opening)
        if answer.status in _FORBIDDEN:
            raise self._refusal(answer.body[:PAGE_LOOKED_AT].decode("utf-8", "replace"))
        return answer

    def _refusal(self, text: str) -> AuthFailed | NotFound | RateLimited:
        words = text.casefold()
        if _TOO_MANY in words:
            return RateLimited("SEC refuses more requests for now (403).", self._clock() + _BLOCK_S)
        if _UNDECLARED in words:
            why = "“Undeclared Automated Tool”, the address in [sec] contact was not accepted"
            return AuthFailed(f"SEC denies access (403): {why}.")
        if is_page(text):
            return AuthFailed("SEC denies access (403).")
        return NotFound("SEC has nothing at this address (403).")

    async def close(self) -> None:
        """Stop the thread without waiting for a request in flight."""
        await self._http.close()
