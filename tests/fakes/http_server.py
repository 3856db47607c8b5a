"""HTTP server on this machine: answers each path as the test says, and fails as it says.

with HttpServer() as server:
    server.answer("/api/quote/IWM", b"{}")             # paths that begin so; the longest beginning wins
    server.answer("/slow", hang=True)                   # no answer until the server stops
    server.answer("/old", status=307, location="https://other.example/new")
    server.asked                                        # path with query of each request, oldest first
    server.headers                                      # headers of each request, names in lower case
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple

Body = bytes | Callable[[str], bytes]


class _Row(NamedTuple):
    body: Body
    status: int
    hang: bool
    headers: dict[str, str]


class HttpServer:
    """Listens on 127.0.0.1; `url` is the gateway that the settings take. A path without a row is 404."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self._rows: dict[str, _Row] = {}
        self._end = threading.Event()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body are two writes: the second would wait 40 ms for the acknowledgement of the first.
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                fake._answer(self)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """Address of the server."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, path: str, body: Body = b"", status: int = 200, *, hang: bool = False, **headers: str) -> None:
        """Answer of every path that begins so; a callable `body` gets the path with its query."""
        self._rows[path] = _Row(body, status, hang, {name.replace("_", "-"): text for name, text in headers.items()})

    def forget(self, path: str) -> None:
        """Answer 404 again."""
        self._rows.pop(path, None)

    def forget_below(self, beginning: str) -> None:
        """Answer 404 again on every path that begins so."""
        for path in [path for path in self._rows if path.startswith(beginning)]:
            self.forget(path)

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        found = max((path for path in self._rows if request.path.startswith(path)), key=len, default=None)
        row = _Row(b"", 404, False, {}) if found is None else self._rows[found]
        if row.hang:
            self._end.wait()
            request.close_connection = True
            return
        body = row.body(request.path) if callable(row.body) else row.body
        request.send_response(row.status)
        for name, text in row.headers.items():
            request.send_header(name, text)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def __enter__(self) -> HttpServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._end.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
