"""HTTP client of the graph services of FRED and ALFRED."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from r2k_tui.config.sections.thesis import Fred
from r2k_tui.sources.base import NotFound, Unavailable
from r2k_tui.sources.fred.errors import Withdrawn
from r2k_tui.sources.http.client import HttpAccess, HttpClient

_FRED, _ALFRED = "fred.stlouisfed.org", "alfred.stlouisfed.org"
_GRAPH, _VINTAGE_GRAPH = "fredgraph.csv", "alfredgraph.csv"
# The service does not respond to long or invented User-Agents, but serves a short one.
_HEADERS = {"User-Agent": "r2k", "Accept": "text/csv,*/*;q=0.5"}
_NO_SERIES, _BROKEN = frozenset({400, 404, 410}), frozenset({500, 502, 503, 504})


class FredClient:
    """Client of both services. A request without a response is retried once; `close` ends its threads."""

    def __init__(self, settings: Fred) -> None:
        self.settings = settings
        self._address = settings.endpoint or f"https://{_FRED}/graph/{_GRAPH}"
        parts = urlsplit(self._address)
        host = parts.hostname or ""
        gateway = "" if host == _FRED else f"{parts.scheme}://{parts.netloc}"
        hosts = frozenset({_FRED, _ALFRED, host})
        self._fred, self._alfred = (
            HttpClient(
                HttpAccess(name, hosts, gateway, settings.proxy, settings.deadline_s, browser=False, headers=_HEADERS)
            )
            for name in ("FRED", "ALFRED")
        )

    async def series(self, id: str, query: Mapping[str, str]) -> bytes:
        """CSV of one series. Raises SourceError; Withdrawn for an unknown series."""
        return await self._get(self._fred, self._address, id, query)

    async def vintage(self, id: str, query: Mapping[str, str]) -> bytes:
        """CSV of one series as it stood on the `vintage_date` of the query. Raises SourceError."""
        return await self._get(self._alfred, self._vintage_address(), id, query)

    async def close(self) -> None:
        """Stop the threads without waiting for a request in flight."""
        await self._fred.close()
        await self._alfred.close()

    async def _get(self, client: HttpClient, address: str, id: str, query: Mapping[str, str]) -> bytes:
        most, statuses = int(self.settings.max_mb * 1e6), _NO_SERIES | _BROKEN
        joined = {"id": id, **query}
        try:
            answer = await client.get(address, joined, max_bytes=most, statuses=statuses)
        except Unavailable:
            answer = await client.get(address, joined, max_bytes=most, statuses=statuses)
        if answer.status in _NO_SERIES:
            raise Withdrawn(f"FRED has no series {id} ({answer.status})")
        if answer.status in _BROKEN:
            raise Unavailable(f"FRED does not give {id} ({answer.status})")
        return answer.body

    def _vintage_address(self) -> str:
        parts = urlsplit(self._address)
        folder, _, name = parts.path.rpartition("/")
        if name != _GRAPH:
            raise NotFound("[fred] endpoint is not the graph service of FRED, which alone has a twin with vintages")
        host = parts.netloc.replace(_FRED, _ALFRED) if parts.hostname == _FRED else parts.netloc
        return urlunsplit((parts.scheme, host, f"{folder}/{_VINTAGE_GRAPH}", parts.query, ""))
