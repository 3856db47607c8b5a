"""A small HTTP server for one page. It bounds what a client may send, how long it may take, and how many there are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import NamedTuple

log = logging.getLogger(__name__)
PATH = "/metrics"
MOST_CLIENTS = 16
_MOST_HEAD_BYTES = 8192
REQUEST_S, RESPONSE_S = 5.0, 10.0


class Response(NamedTuple):
    """Response to a request."""

    status: HTTPStatus
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    allow: str = ""


class MetricsServer:
    """Answers GET /metrics with `page`, one request per connection; beyond MOST_CLIENTS it closes new ones.

    `names`: the host names that requests may name; empty for any. A page of another site, which reaches a server of
    this machine by a name of its own, is refused.
    """

    def __init__(self, page: Callable[[], bytes], content_type: str, names: Collection[str]) -> None:
        self._page, self._content_type, self._names = page, content_type, frozenset(names)
        self._clients = 0

    @property
    def clients(self) -> int:
        """Number of open connections."""
        return self._clients

    async def serve(self, host: str, port: int, listening: Callable[[int], None]) -> None:
        """Serve until cancelled; `listening` gets the port. Raises OSError."""
        server = await asyncio.start_server(self._client, host, port, limit=_MOST_HEAD_BYTES)
        try:
            listening(server.sockets[0].getsockname()[1])
            await asyncio.Event().wait()
        finally:
            # Not wait_closed: a slow client must not delay the end.
            server.close()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients += 1
        try:
            answer = await self._answer(reader) if self._clients <= MOST_CLIENTS else None
            if answer is not None:
                async with asyncio.timeout(RESPONSE_S):
                    writer.write(_bytes(answer))
                    await writer.drain()
                    writer.close()
                    await writer.wait_closed()
        except (OSError, TimeoutError):
            log.debug("a client of the metrics went away")
        finally:
            self._clients -= 1
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader) -> Response | None:
        """The response; None for a client that closes without a request."""
        try:
            async with asyncio.timeout(REQUEST_S):
                head = await reader.readuntil(b"\r\n\r\n")
        except TimeoutError:
            return _plain(HTTPStatus.REQUEST_TIMEOUT)
        except asyncio.LimitOverrunError:
            return _plain(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        except asyncio.IncompleteReadError as error:
            return _plain(HTTPStatus.BAD_REQUEST) if error.partial else None
        return self._respond(head.decode("latin-1"))

    def _respond(self, head: str) -> Response:
        request, *lines = head.split("\r\n")
        parts = request.split(" ")
        if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
            return _plain(HTTPStatus.BAD_REQUEST)
        method, target, _ = parts
        if self._names and _host(lines) not in self._names:
            return _plain(HTTPStatus.FORBIDDEN)
        if target.partition("?")[0] != PATH:
            return _plain(HTTPStatus.NOT_FOUND)
        if method != "GET":
            return _plain(HTTPStatus.METHOD_NOT_ALLOWED)._replace(allow="GET")
        try:
            return Response(HTTPStatus.OK, self._page(), self._content_type)
        except Exception:
            log.exception("metrics")
            return _plain(HTTPStatus.INTERNAL_SERVER_ERROR)


def _host(lines: list[str]) -> str:
    """The one Host that the request names; "" without one or with several."""
    hosts = [value.strip().lower() for name, _, value in (line.partition(":") for line in lines) if _is_host(name)]
    return hosts[0] if len(hosts) == 1 else ""


def _is_host(name: str) -> bool:
    return name.strip().lower() == "host"


def _plain(status: HTTPStatus) -> Response:
    words = f"{status.value} {status.phrase}\n" + (f"The metrics are at {PATH}.\n" if status == 404 else "")
    return Response(status, words.encode())


def _bytes(answer: Response) -> bytes:
    headers = {
        "Content-Type": answer.content_type,
        "Content-Length": str(len(answer.body)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Connection": "close",
    }
    if answer.allow:
        headers["Allow"] = answer.allow
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {answer.status.value} {answer.status.phrase}\r\n{lines}\r\n".encode() + answer.body
