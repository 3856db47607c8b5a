"""The small server: one page, and clients that are wrong, slow or many."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from r2k_tui.commands.outlets import metrics_server
from r2k_tui.commands.outlets.metrics_server import MOST_CLIENTS, MetricsServer

GET = b"GET /metrics HTTP/1.1\r\nHost: desk:1\r\n\r\n"


@asynccontextmanager
async def served(page: Callable[[], bytes] = lambda: b"r2k_up 1\n") -> AsyncIterator[int]:
    """A server that answers to the name desk:1; the port it listens on."""
    async with served_by(MetricsServer(page, "text/plain; version=0.0.4", ("desk:1",))) as port:
        yield port


@asynccontextmanager
async def served_by(server: MetricsServer) -> AsyncIterator[int]:
    """A server that runs; the port it listens on."""
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(server.serve("127.0.0.1", 0, port.set_result))
    try:
        yield await port
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def answer(port: int, request: bytes) -> bytes:
    """The whole response to a request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    try:
        async with asyncio.timeout(30):
            return await reader.read()
    finally:
        writer.close()


async def test_the_page_is_sent_with_its_type_and_length() -> None:
    async with served() as port:
        head, _, body = (await answer(port, GET)).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "HTTP/1.1 200 OK"
    assert {"Content-Type: text/plain; version=0.0.4", "Content-Length: 9", "Connection: close"} <= set(lines)
    assert body == b"r2k_up 1\n"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (GET.replace(b"/metrics", b"/metrics?x=1"), b"200"),
        (GET.replace(b"/metrics", b"/"), b"404"),
        (GET.replace(b"/metrics", b"/metrics/../../etc/passwd"), b"404"),
        (GET.replace(b"GET", b"POST"), b"405"),
        (GET.replace(b"GET", b"HEAD"), b"405"),
        (GET.replace(b"desk:1", b"evil.example"), b"403"),
        (b"GET /metrics HTTP/1.1\r\n\r\n", b"403"),
        (GET.replace(b"\r\n\r\n", b"\r\nHost: desk:1\r\n\r\n"), b"403"),
        (b"GET /metrics\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x00\xa5\x01\r\n\r\n", b"400"),
        (b"GET /metrics HTTP/1.1\r\nX: " + b"x" * 9000 + b"\r\n\r\n", b"431"),
    ],
)
async def test_anything_else_is_refused(request_: bytes, status: bytes) -> None:
    async with served() as port:
        assert (await answer(port, request_)).split(b" ")[1] == status


async def test_a_refused_method_is_told_the_right_one() -> None:
    async with served() as port:
        assert b"\r\nAllow: GET\r\n" in await answer(port, GET.replace(b"GET", b"DELETE"))


async def test_a_client_that_sends_nothing_is_told_so_and_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics_server, "REQUEST_S", 0.05)
    async with served() as port:
        assert (await answer(port, b"GET /metrics HTTP/1.1\r\nHost:")).startswith(b"HTTP/1.1 408 ")


async def becomes(server: MetricsServer, clients: int) -> None:
    """Wait until the server has so many connections."""
    async with asyncio.timeout(30):
        while server.clients != clients:  # noqa: ASYNC110  (the server announces it to nobody)
            await asyncio.sleep(0.01)


async def test_a_client_that_reads_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics_server, "RESPONSE_S", 0.05)
    server = MetricsServer(lambda: b"x" * 50_000_000, "text/plain", ())
    async with served_by(server) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
        writer.write(GET)
        await becomes(server, 1)
        await becomes(server, 0)
        assert (await answer(port, GET.replace(b"/metrics", b"/"))).startswith(b"HTTP/1.1 404")
        writer.close()


async def test_more_clients_than_the_most_are_turned_away_until_one_leaves() -> None:
    server = MetricsServer(lambda: b"r2k_up 1\n", "text/plain", ())
    async with served_by(server) as port:
        waiting = [await asyncio.open_connection("127.0.0.1", port) for _ in range(MOST_CLIENTS)]
        await becomes(server, MOST_CLIENTS)
        with contextlib.suppress(ConnectionError):
            assert await answer(port, GET) == b""
        waiting[0][1].close()
        await becomes(server, MOST_CLIENTS - 1)
        assert (await answer(port, GET)).startswith(b"HTTP/1.1 200 ")
        for _, writer in waiting:
            writer.close()


async def test_a_page_that_cannot_be_made_is_an_error_of_the_server_only(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> bytes:
        raise RuntimeError("no page")

    async with served(broken) as port:
        assert (await answer(port, GET)).startswith(b"HTTP/1.1 500 ")
        assert (await answer(port, GET.replace(b"/metrics", b"/"))).startswith(b"HTTP/1.1 404 ")
    assert "no page" in caplog.text
