"""Fetching a list over HTTP, from a server on loopback that behaves in every way that servers do."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, SourceError, Unavailable
from r2k_tui.sources.holdings.errors import ListTooLarge, ListTruncated, NotAList
from r2k_tui.sources.holdings.fetch import fetch_holdings
from tests.fakes.invented_holdings import export


class _Server(ThreadingHTTPServer):
    status, body, promised, pause_s = 200, b"", -1, 0.0
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(max(self.server.promised, len(self.server.body))))
        self.end_headers()
        for start in range(0, len(self.server.body), 100_000):
            time.sleep(self.server.pause_s)
            try:
                self.wfile.write(self.server.body[start : start + 100_000])
            except OSError:
                return

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Handler) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def fetch(server: _Server, fund: str = "IWM", deadline_s: float = 20.0, **settings: float) -> object:
    url = f"http://127.0.0.1:{server.server_port}/list.csv"
    return asyncio.run(fetch_holdings(url, fund, UniverseSettings(deadline_s=deadline_s, **settings), 123.0))  # type: ignore[arg-type]


def test_a_list(server: _Server) -> None:
    server.body = export()
    found = fetch(server)
    assert (found.fund, found.as_of, found.retrieved_at, found.origin) == ("IWM", "2025-09-17", 123.0, "iShares")


@pytest.mark.parametrize(
    ("status", "error"), [(403, AuthFailed), (404, NotFound), (429, Unavailable), (500, Unavailable)]
)
def test_refusals(server: _Server, status: int, error: type[SourceError]) -> None:
    server.status = status
    with pytest.raises(error, match="IWM"):
        fetch(server)


def test_a_page_instead_of_a_list(server: _Server) -> None:
    server.body = b"<html>Please accept our terms</html>"
    with pytest.raises(NotAList, match="web page"):
        fetch(server)


def test_a_list_that_breaks_off(server: _Server) -> None:
    whole = export()
    server.body, server.promised = whole[: len(whole) // 2], len(whole)
    with pytest.raises((ListTruncated, Unavailable)):
        fetch(server, deadline_s=2.0)


def test_more_than_is_read(server: _Server) -> None:
    server.body = b"x" * 10_000_000
    with pytest.raises(ListTooLarge, match="longer than 1 MB"):
        fetch(server, max_mb=1.0)


def test_a_server_that_takes_its_time(server: _Server) -> None:
    server.body, server.pause_s = export() + b"x" * 2_000_000, 0.2
    with pytest.raises(Unavailable, match=r"did not come within|too slowly"):
        fetch(server, deadline_s=0.3)


def test_the_list_of_another_fund(server: _Server) -> None:
    server.body = export()
    with pytest.raises(BadData, match="gives the list of IWM"):
        fetch(server, "IWB")


def test_nobody_listens(server: _Server) -> None:
    server.server_close()
    with pytest.raises(Unavailable, match="cannot be fetched"):
        fetch(server)
