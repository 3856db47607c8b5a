"""Requests of charts: which address is asked, what is done when it is gone, and how much is asked at once."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.rate_limit import Unlimited
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.yahoo.http.responses import NoBars
from r2k_tui.sources.yahoo_chart.client import ChartClient
from tests.fakes.http_server import HttpServer
from tests.sources.yahoo_chart import wire

V7, V8, CHART = "/v7/finance/spark", "/v8/finance/spark", "/v8/finance/chart/"
PAGE = b"<!DOCTYPE html><html><body>Not here</body></html>"
UNAUTHORIZED = json.dumps(
    {"finance": {"result": None, "error": {"code": "Unauthorized", "description": "no"}}}
).encode()


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture
async def client(server: HttpServer, clock: Clock) -> AsyncIterator[ChartClient]:
    made = ChartClient(YahooSettings(endpoint=server.url, deadline_s=3.0), clock)
    yield made
    await made.http.close()


def names_in(path: str) -> list[str]:
    return parse_qs(urlsplit(path).query)["symbols"][0].split(",")


def wide(path: str) -> bytes:
    return json.dumps(wire.spark(*(wire.result(symbol=name) for name in reversed(names_in(path))))).encode()


def flat(path: str) -> bytes:
    return json.dumps({name: wire.flat(name) for name in names_in(path)}).encode()


def stated(code: str, description: str, root: str = "spark") -> bytes:
    return json.dumps({root: {"result": None, "error": {"code": code, "description": description}}}).encode()


def paths(server: HttpServer) -> list[str]:
    return [urlsplit(path).path for path in server.asked]


async def test_the_address_with_the_most_fields_is_asked_first(server: HttpServer, client: ChartClient) -> None:
    server.answer(V7, wide)
    server.answer(V8, flat)
    found = await client.spark(["^RUT", "IWM"])
    assert sorted(found) == ["IWM", "^RUT"]
    assert found["IWM"].meta["currency"] == "USD"
    assert paths(server) == [V7]
    query = parse_qs(urlsplit(server.asked[0]).query)
    assert (query["range"], query["includePrePost"], query["symbols"]) == (["1d"], ["true"], ["^RUT,IWM"])


@pytest.mark.parametrize(("body", "status"), [(PAGE, 404), (b"", 404), (b"gone", 410), (UNAUTHORIZED, 401), (b"", 403)])
async def test_an_address_that_is_gone_is_left_alone_for_an_hour(
    server: HttpServer, client: ChartClient, clock: Clock, body: bytes, status: int
) -> None:
    server.answer(V7, body, status)
    server.answer(V8, flat)
    for _ in range(2):
        assert (await client.spark(["IWM"]))["IWM"].flat
    assert paths(server) == [V7, V8, V8]
    assert parse_qs(urlsplit(server.asked[1]).query)["includePrePost"] == ["false"]
    server.answer(V7, wide)
    clock.now += 3600
    assert not (await client.spark(["IWM"]))["IWM"].flat


async def test_the_second_address_may_answer_in_the_shape_of_the_first(server: HttpServer, client: ChartClient) -> None:
    server.answer(V7, PAGE, 404)
    server.answer(V8, wide)
    assert (await client.spark(["IWM"]))["IWM"].meta["exchangeName"] == "PCX"


async def test_flat_closes_of_extended_trading_are_not_used(server: HttpServer, client: ChartClient) -> None:
    server.answer(V7, flat)
    server.answer(V8, flat)
    assert (await client.spark(["IWM"]))["IWM"].flat
    assert [parse_qs(urlsplit(path).query)["includePrePost"] for path in server.asked] == [["true"], ["false"]]


async def test_no_known_symbol_is_no_error_and_no_missing_address(server: HttpServer, client: ChartClient) -> None:
    server.answer(V7, stated("Not Found", "No data found for spark symbols"), 404)
    assert await client.spark(["NO-SUCH"]) == {}
    assert paths(server) == [V7]


async def test_without_any_address_there_are_no_answers(server: HttpServer, client: ChartClient) -> None:
    assert await client.spark(["IWM"]) == {}
    assert paths(server) == [V7, V8]
    server.answer(V8, UNAUTHORIZED, 401)
    with pytest.raises(AuthFailed):
        await client.spark(["IWM"])


async def test_at_most_twenty_symbols_are_asked_at_once(server: HttpServer, client: ChartClient) -> None:
    server.answer(V7, wide)
    symbols = [f"S{i}" for i in range(45)]
    assert sorted(await client.spark(symbols)) == sorted(symbols)
    assert [len(names_in(path)) for path in server.asked] == [20, 20, 5]


async def test_a_lower_limit_that_yahoo_names_is_kept(server: HttpServer, client: ChartClient) -> None:
    def limited(path: str) -> bytes:
        if len(names_in(path)) > 10:
            return stated("Bad Request", "Number of symbols needs to be less than or equal to 10")
        return wide(path)

    server.answer(V7, limited)
    symbols = [f"S{i}" for i in range(20)]
    for _ in range(2):
        assert sorted(await client.spark(symbols)) == sorted(symbols)
    assert [len(names_in(path)) for path in server.asked] == [20, 10, 10, 10, 10]


@pytest.mark.parametrize("named", [20, 0, 50])
async def test_a_limit_that_does_not_help_is_an_error(server: HttpServer, client: ChartClient, named: int) -> None:
    words = f"Number of symbols needs to be less than or equal to {named}"
    server.answer(V7, stated("Bad Request", words), 400)
    with pytest.raises(BadData, match="Number of symbols"):
        await client.spark([f"S{i}" for i in range(20)])
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"Too Many Requests", 429, RateLimited),
        (b"Too Many Requests", 200, RateLimited),
        (b"<html><title>Yahoo</title>Will be right back...</html>", 200, Unavailable),
        (b"<html><title>Yahoo</title>Will be right back...</html>", 503, Unavailable),
        (b"<html><title>Yahoo - Error</title></html>", 200, BadData),
        (b"", 200, BadData),
        (b"{", 200, BadData),
        (b"[" * 100_000, 200, BadData),
        (b"[]", 200, BadData),
        (b'{"spark": {"result": {}}}', 200, BadData),
        (b"x" * 1_000, 500, Unavailable),
    ],
)
async def test_every_refusal_is_a_typed_error(
    server: HttpServer, client: ChartClient, body: bytes, status: int, kind: type[SourceError]
) -> None:
    server.answer("/", body, status)
    with pytest.raises(kind):
        await client.spark(["IWM"])
    with pytest.raises(kind):
        await client.last_session("IWM")


async def test_a_long_body_is_not_read_to_its_end(server: HttpServer, client: ChartClient) -> None:
    server.answer("/", b"{}" + b" " * 6_000_000)
    for call in (client.spark(["IWM"]), client.last_session("IWM")):
        with pytest.raises(BadData, match="longer than"):
            await call


async def test_a_hang_ends_at_the_deadline(server: HttpServer) -> None:
    client = ChartClient(YahooSettings(endpoint=server.url, deadline_s=0.3), lambda: Clock.now)
    server.answer("/", hang=True)
    with pytest.raises(Unavailable, match=r"did not answer within 0\.3 s"):
        await client.spark(["IWM"])
    await client.http.close()


@pytest.mark.parametrize("path", [V7, CHART])
async def test_another_host_is_not_asked(server: HttpServer, client: ChartClient, path: str) -> None:
    server.answer(path, b"", 307, location="https://quotes.example/v7/finance/spark")
    with pytest.raises(BadData, match=r"quotes\.example"):
        await (client.spark(["IWM"]) if path == V7 else client.last_session("IWM"))


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (stated("Not Found", "No data found, symbol may be delisted", "chart"), 404, NotFound),
        (stated("Bad Request", "Data doesn't exist for startDate = 1, endDate = 2", "chart"), 400, NoBars),
        (stated("Unprocessable Entity", "1m data not available for startTime=1", "chart"), 422, BadData),
        (stated("Internal", "x", "chart"), 200, BadData),
        (PAGE, 404, Unavailable),
    ],
)
async def test_what_a_chart_says_is_told_apart(
    server: HttpServer, client: ChartClient, body: bytes, status: int, kind: type[Exception]
) -> None:
    server.answer(CHART, body, status)
    with pytest.raises(kind):
        await client.last_session("IWM")


async def test_the_symbol_is_one_part_of_the_address(server: HttpServer, client: ChartClient) -> None:
    body: Any = json.dumps(wire.chart(wire.result(symbol="^RUT"))).encode()
    server.answer(CHART, body)
    assert (await client.last_session("^RUT")).name == "^RUT"
    await client.last_session("A/../../x?y#z")
    assert paths(server) == [f"{CHART}%5ERUT", f"{CHART}A%2F..%2F..%2Fx%3Fy%23z"]


class Recorder(Unlimited):
    """Bucket that records which requests go first."""

    def __init__(self) -> None:
        self.first: list[bool] = []

    async def take(self, *, first: bool = False) -> None:
        self.first.append(first)


async def test_prices_go_before_the_bars_of_many_symbols(server: HttpServer, clock: Clock) -> None:
    server.answer(V7, json.dumps({"spark": {"result": [], "error": None}}).encode())
    bucket = Recorder()
    client = ChartClient(YahooSettings(endpoint=server.url, deadline_s=3.0), clock, bucket)
    await client.spark(["IWM"])
    with pytest.raises(SourceError):
        await client.chart("IWM", {})
    await client.http.close()
    assert bucket.first == [True, False]
