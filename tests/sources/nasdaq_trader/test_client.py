"""The client of the feed of halts, against a server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from r2k_tui.config.sections.providers.nasdaq_trader import NasdaqTraderSettings
from r2k_tui.sources.base import BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.member_data import HaltsSource
from r2k_tui.sources.nasdaq_trader.client import NasdaqTraderClient
from tests.fakes import nasdaq_trader_server as fake
from tests.fakes.http_server import HttpServer
from tests.fakes.nasdaq_trader_server import NOW, halt


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture
async def client(server: HttpServer) -> AsyncIterator[NasdaqTraderClient]:
    made = NasdaqTraderClient(NasdaqTraderSettings(endpoint=server.url, deadline_s=5.0), lambda: NOW)
    yield made
    await made.close()


async def test_one_request_has_all_halts(server: HttpServer, client: NasdaqTraderClient) -> None:
    fake.put_halts(server, halt("ABCD", "10:21:33"), halt("EFGH", "10:00:00"))
    assert isinstance(client, HaltsSource)
    reading = await client.halts()
    assert [row.symbol for row in reading.halts] == ["ABCD", "EFGH"]
    assert server.asked == ["/rss.aspx?feed=tradehalts"] and client.requests == 1


@pytest.mark.parametrize(
    ("put", "kind", "words"),
    [
        (fake.put_page, BadData, "answered with a page instead of data"),
        (fake.put_malformed, BadData, "not XML"),
        (fake.put_bomb, BadData, "document type"),
        (fake.put_huge, BadData, "longer than 10.0 MB"),
        (fake.put_throttle, RateLimited, "refuses more requests"),
        (lambda server: server.answer(fake.PATH, b"", 503), Unavailable, "server error"),
        (lambda server: server.forget(fake.PATH), NotFound, "nothing at this address"),
        (
            lambda server: server.answer(fake.PATH, b"", 302, location="https://other.example/rss"),
            BadData,
            "not one of its hosts",
        ),
    ],
)
async def test_a_failure_is_typed_and_named(
    server: HttpServer,
    client: NasdaqTraderClient,
    put: Callable[[HttpServer], None],
    kind: type[SourceError],
    words: str,
) -> None:
    put(server)
    with pytest.raises(kind, match=words):
        await client.halts()


async def test_a_server_that_hangs_ends_at_the_deadline(server: HttpServer) -> None:
    fake.put_hang(server)
    client = NasdaqTraderClient(NasdaqTraderSettings(endpoint=server.url, deadline_s=0.3), lambda: NOW)
    with pytest.raises(Unavailable):
        await client.halts()
    await client.close()
