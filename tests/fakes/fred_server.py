"""FRED on this machine: serves series as CSV, and fails as the test says.

with FredServer() as fred:
    fred.put("DFF", [("2025-01-02", "4.33"), ("2025-01-03", ".")])
    fred.fail("DFF", status=404)          # until fred.heal("DFF")
    fred.answer("DFF", b"<html>…")        # a body of one's own, with status 200
    fred.vintage("GDPC1", "2024-02-01", [("2023-10-01", "22672.9")])  # what ALFRED answers for that day
    fred.refuse_vintages(503)             # ALFRED fails
    fred.asked                            # the queries to FRED, oldest first
    fred.asked_vintages                   # the queries to ALFRED, oldest first
"""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

Row = tuple[str, str]


class FredServer:
    """Listens on 127.0.0.1; `endpoint` is what the settings take."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.asked: list[dict[str, str]] = []
        self.asked_vintages: list[dict[str, str]] = []
        self.agents: list[str] = []
        # Column that ALFRED names in place of the one asked for.
        self.named: dict[str, str] = {}
        self._vintages: dict[tuple[str, str], list[Row]] = {}
        self._no_vintages = 0
        self.header = "observation_date"
        self._status: dict[str, tuple[int, dict[str, str]]] = {}
        self._bodies: dict[str, tuple[bytes, int]] = {}
        self._stalled: dict[str, threading.Event] = {}
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fake._answer(self)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def endpoint(self) -> str:
        """The address of the CSV."""
        return f"http://127.0.0.1:{self._server.server_port}/graph/fredgraph.csv"

    def put(self, id: str, rows: list[Row]) -> None:
        """The observations of a series."""
        self.rows[id] = rows

    def vintage(self, id: str, day: str, rows: list[Row]) -> None:
        """The observations of a series as they stood on a day."""
        self._vintages[id, day] = rows

    def refuse_vintages(self, status: int) -> None:
        """Answer every query for a vintage with a status; 0 hangs up without one."""
        self._no_vintages = status or -1

    def fail(self, id: str, status: int, **headers: str) -> None:
        """Answer with a status."""
        self._status[id] = status, {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(self, id: str, body: bytes, *, promised: int | None = None) -> None:
        """Answer with these bytes, and promise so many."""
        self._bodies[id] = body, len(body) if promised is None else promised

    def stall(self, id: str) -> None:
        """Answer nothing until the server ends."""
        self._stalled[id] = threading.Event()

    def heal(self, id: str) -> None:
        """Answer as a healthy service."""
        self._status.pop(id, None)
        self._bodies.pop(id, None)

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.agents.append(handler.headers.get("User-Agent", ""))
        query = {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}
        if urlsplit(handler.path).path.endswith("/alfredgraph.csv"):
            self._answer_vintage(handler, query)
            return
        self.asked.append(query)
        id = query.get("id", "")
        if id in self._stalled:
            self._stalled[id].wait(20)
            return
        status, headers = self._status.get(id, (200 if id in self.rows or id in self._bodies else 404, {}))
        body, promised = self._bodies.get(id, (self._csv(id, query.get("cosd", "")), -1))
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(promised if promised >= 0 else len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _answer_vintage(self, handler: BaseHTTPRequestHandler, query: dict[str, str]) -> None:
        self.asked_vintages.append(query)
        if self._no_vintages < 0:
            handler.close_connection = True
            return
        id, day = query.get("id", ""), query.get("vintage_date", "")
        rows = self._vintages.get((id, day))
        column = self.named.get(id, f"{id}_{day.replace('-', '')}")
        lines = [(self.header, column), *(rows or [])]
        body = "".join(f"{first},{value}\n" for first, value in lines).encode()
        handler.send_response(self._no_vintages or (404 if rows is None else 200))
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _csv(self, id: str, since: str) -> bytes:
        kept = [row for row in self.rows.get(id, []) if row[0] >= since]
        return "".join(f"{day},{value}\n" for day, value in [(self.header, id), *kept]).encode()

    def __enter__(self) -> FredServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for stalled in self._stalled.values():
            stalled.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
