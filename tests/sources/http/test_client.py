"""The client of a provider against a server on loopback: answers, refusals, redirects, limits."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import AsyncIterator, Iterator

import pytest

from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, RequestTooLong, SourceError, Unavailable
from r2k_tui.sources.http.client import HttpAccess, HttpClient
from tests.fakes.http_server import HttpServer
from tests.fakes.raw_server import RawServer

HOSTS = frozenset({"data.example", "data-two.example"})
URL = "https://data.example/quotes.json"
NOW = 1_790_000_000.0


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture
async def client(server: HttpServer) -> AsyncIterator[HttpClient]:
    access = HttpAccess("Example", HOSTS, gateway=server.url, deadline_s=2.0, headers={"Accept": "application/json"})
    made = HttpClient(access, lambda: NOW)
    yield made
    await made.close()


async def test_the_body_and_the_headers_of_a_good_answer_arrive(server: HttpServer, client: HttpClient) -> None:
    server.answer("/quotes.json", b'{"price": 1}', etag="abc")
    answer = await client.get(URL, {"symbols": "IWM,^RUT"})
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b'{"price": 1}', "abc")
    assert server.asked == ["/quotes.json?symbols=IWM%2C%5ERUT"]
    assert server.headers[0]["accept"] == "application/json"
    assert server.headers[0]["user-agent"].startswith("Mozilla/5.0")
    assert client.sent == 1


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (401, AuthFailed, "Example denies access (401)."),
        (403, AuthFailed, "Example denies access (403)."),
        (404, NotFound, "Example has nothing at this address (404)."),
        (429, RateLimited, "Example refuses more requests for now."),
        (500, Unavailable, "Example has a server error (500)."),
        (400, BadData, "Example rejected the request (400)."),
        (414, RequestTooLong, "Example rejected the request as too long (414)."),
    ],
)
async def test_an_error_status_is_a_typed_error(
    server: HttpServer, client: HttpClient, status: int, kind: type[SourceError], words: str
) -> None:
    server.answer("/quotes.json", b"error code: 1015", status)
    with pytest.raises(kind) as caught:
        await client.get(URL)
    assert str(caught.value) == words


async def test_a_status_with_a_meaning_is_an_answer(server: HttpServer, client: HttpClient) -> None:
    server.answer("/quotes.json", b"<Error><Code>AccessDenied</Code></Error>", 403)
    assert (await client.get(URL, statuses=frozenset({403}))).status == 403


async def test_the_pause_that_the_service_names_is_kept(server: HttpServer, client: HttpClient) -> None:
    server.answer("/quotes.json", b"", 429, Retry_After="90")
    with pytest.raises(RateLimited) as caught:
        await client.get(URL)
    assert caught.value.retry_at == NOW + 90


@pytest.mark.parametrize(
    ("page", "status", "kind", "words"),
    [
        (b"<!DOCTYPE html><title>Example</title>", 200, BadData, "Example answered with a page instead of data"),
        (b"<html><title>Attention Required! | Cloudflare</title>", 200, AuthFailed, "A firewall in front of Example"),
        (b"<html><title>Wi-Fi login</title>", 200, Unavailable, "This network requires a sign-in"),
        (b"<html><h1>Will be right back</h1>", 503, Unavailable, "Example is down for maintenance (503)."),
    ],
)
async def test_a_page_is_never_data(
    server: HttpServer, client: HttpClient, page: bytes, status: int, kind: type[SourceError], words: str
) -> None:
    server.answer("/quotes.json", page, status)
    with pytest.raises(kind) as caught:
        await client.get(URL)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_to_another_known_host_is_followed(
    server: HttpServer, client: HttpClient, status: int
) -> None:
    server.answer("/quotes.json", b"", status, Location="https://data-two.example/moved.json")
    server.answer("/moved.json", b"{}")
    assert (await client.get(URL)).body == b"{}"


@pytest.mark.parametrize(
    "target", ["https://evil.example/x", "http://127.0.0.1:9/x", "file:///etc/passwd", "ftp://data.example/x"]
)
async def test_a_redirect_to_any_other_host_is_refused(server: HttpServer, client: HttpClient, target: str) -> None:
    server.answer("/quotes.json", b"", 307, Location=target)
    with pytest.raises(BadData, match="not one of its hosts"):
        await client.get(URL)
    assert len(server.asked) == 1


async def test_a_circle_of_redirects_ends(server: HttpServer, client: HttpClient) -> None:
    server.answer("/quotes.json", b"", 307, Location="/quotes.json")
    with pytest.raises(BadData, match="redirected the request instead of answering"):
        await client.get(URL)
    assert len(server.asked) == 4


async def test_a_chain_of_redirects_is_followed_from_known_host_to_known_host(
    server: HttpServer, client: HttpClient
) -> None:
    server.answer("/quotes.json", status=307, Location="https://data-two.example/a")
    server.answer("/a", status=307, Location="/b")
    server.answer("/b", status=307, Location="https://DATA.example/c?x=1")
    server.answer("/c", b"{}")
    assert (await client.get(URL)).body == b"{}"
    assert server.asked == ["/quotes.json", "/a", "/b", "/c?x=1"]


async def test_a_chain_that_leaves_the_known_hosts_ends_there(server: HttpServer, client: HttpClient) -> None:
    server.answer("/quotes.json", status=307, Location="https://data-two.example/a")
    server.answer("/a", status=307, Location="https://data.example.evil.example/b")
    with pytest.raises(BadData, match=r"redirected the request to data\.example\.evil\.example, which is not"):
        await client.get(URL)
    assert server.asked == ["/quotes.json", "/a"]


@pytest.mark.parametrize("target", ["http://[", "https://[::1", "//[/x"])
async def test_a_redirect_to_what_is_no_address_is_bad_data(
    server: HttpServer, client: HttpClient, target: str
) -> None:
    server.answer("/quotes.json", status=307, Location=target)
    with pytest.raises(BadData, match="to something that is no address"):
        await client.get(URL)


async def test_a_redirect_to_a_known_host_without_encryption_is_refused(server: HttpServer, client: HttpClient) -> None:
    server.answer("/quotes.json", status=307, Location="http://data-two.example/a")
    with pytest.raises(BadData, match="without encryption"):
        await client.get(URL)
    assert len(server.asked) == 1


async def test_a_redirect_without_an_address_is_no_answer(server: HttpServer, client: HttpClient) -> None:
    server.answer("/quotes.json", status=307)
    with pytest.raises(BadData, match="redirected the request instead of answering"):
        await client.get(URL)


@pytest.mark.parametrize(
    "target",
    [
        *("https://169.254.169.254/latest", "http://10.0.0.1/x", "https://[fd00::1]/x", "https://localhost/x"),
        *("https://data.example@evil.example/x", "https://evil.example\\@data.example.evil.example/", "gopher://x/"),
        *("https://data.example./x", "https://data.example%2eevil.example/", "javascript:alert(1)", "data:,x"),
    ],
)
async def test_a_redirect_to_a_private_or_disguised_address_sends_nothing(
    server: HttpServer, client: HttpClient, target: str
) -> None:
    server.answer("/quotes.json", status=307, Location=target)
    with pytest.raises(BadData, match="not one of its hosts"):
        await client.get(URL)
    assert client.sent == 1


@pytest.mark.parametrize("browser", [True, False])
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b'{"a": 1}')),
        ("deflate", zlib.compress(b'{"a": 1}')),
        ("br", bytes.fromhex("8b0380") + b'{"a": 1}' + b"\x03"),
    ],
    # The bytes of gzip hold the time, and every worker must name its tests alike.
    ids=["gzip", "deflate", "br"],
)
async def test_a_packed_body_arrives_unpacked(server: HttpServer, encoding: str, body: bytes, *, browser: bool) -> None:
    server.answer("/quotes.json", body, Content_Encoding=encoding)
    client = HttpClient(HttpAccess("Example", HOSTS, gateway=server.url, browser=browser))
    assert (await client.get(URL)).body == b'{"a": 1}'
    assert encoding in server.headers[0]["accept-encoding"]
    await client.close()


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "invented"])
async def test_a_body_that_cannot_be_unpacked_is_corrupt(server: HttpServer, client: HttpClient, encoding: str) -> None:
    server.answer("/quotes.json", b"not packed at all", Content_Encoding=encoding)
    with pytest.raises(BadData, match="Example's response is corrupt"):
        await client.get(URL)


def _without_end(piece: bytes) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield piece


@pytest.mark.parametrize(
    ("pieces", "kind", "words"),
    [
        (lambda: _without_end(b"\r\n" + b"x" * 65_536), BadData, r"longer than 2\.0 MB"),
        (lambda: _without_end(b"X-A: " + b"y" * 1000 + b"\r\n"), Unavailable, "No connection to Example"),
        (lambda: _without_end(b"A: b\r\n"), BadData, "Example's response is corrupt"),
        (lambda: iter([b"HTTP/1.1 200 OK\r\nX-A: " + b"y" * 400_000]), BadData, "Example's response is corrupt"),
        (lambda: iter([b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}"]), BadData, "is corrupt"),
    ],
    ids=["body", "headers", "many headers", "one header", "cut"],
)
async def test_an_answer_without_end_and_one_that_is_cut_are_typed_errors(
    pieces: object, kind: type[SourceError], words: str
) -> None:
    with RawServer(pieces) as raw:  # type: ignore[arg-type]
        client = HttpClient(HttpAccess("Example", HOSTS, gateway=raw.url, deadline_s=5.0))
        with pytest.raises(kind, match=words):
            await client.get(URL)
        await client.close()


async def test_a_slow_drip_ends_at_the_deadline() -> None:
    def drip(wait: object) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            wait(0.05)  # type: ignore[operator]
            yield b"x"

    with RawServer(lambda: drip(raw.wait)) as raw:
        client = HttpClient(HttpAccess("Example", HOSTS, gateway=raw.url, deadline_s=0.5))
        with pytest.raises(Unavailable, match=r"Example did not answer within 0\.5 s\."):
            await client.get(URL)
        await client.close()


async def test_the_time_of_an_answer_is_that_of_its_date_header(server: HttpServer, client: HttpClient) -> None:
    server.answer("/quotes.json", b"{}")
    assert (await client.get(URL)).served_at is not None
    with RawServer(lambda: iter([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"])) as raw:
        other = HttpClient(HttpAccess("Example", HOSTS, gateway=raw.url))
        assert (await other.get(URL)).served_at is None
        await other.close()


async def test_a_request_that_hangs_ends_at_the_deadline(server: HttpServer) -> None:
    server.answer("/quotes.json", hang=True)
    client = HttpClient(HttpAccess("Example", HOSTS, gateway=server.url, deadline_s=0.3))
    with pytest.raises(Unavailable, match=r"Example did not answer within 0\.3 s\."):
        await client.get(URL)
    await client.close()


async def test_a_closed_port_is_no_connection() -> None:
    with HttpServer() as gone:
        url = gone.url
    client = HttpClient(HttpAccess("Example", HOSTS, gateway=url))
    with pytest.raises(Unavailable, match="No connection to Example"):
        await client.get(URL)
    await client.close()


@pytest.mark.parametrize("packed", [False, True])
async def test_a_body_beyond_the_limit_is_refused_unpacked_size_counts(
    server: HttpServer, client: HttpClient, packed: bool
) -> None:
    body = b"1" * 3_000_000
    server.answer(
        "/quotes.json", zlib.compress(body) if packed else body, **({"Content_Encoding": "deflate"} if packed else {})
    )
    with pytest.raises(BadData, match=r"longer than 2\.0 MB"):
        await client.get(URL)


async def test_an_address_outside_the_hosts_is_never_asked(server: HttpServer, client: HttpClient) -> None:
    with pytest.raises(BadData, match="not one of its hosts"):
        await client.get("https://evil.example/quotes.json")
    assert not server.asked


async def test_a_request_goes_through_the_proxy_though_the_gateway_is_on_this_machine(server: HttpServer) -> None:
    """The server stands for the proxy: a proxy is asked for the whole address."""
    server.answer("http://127.0.0.1:9/quotes.json", b"{}")
    client = HttpClient(HttpAccess("Example", HOSTS, "http://127.0.0.1:9", server.url, 2.0), lambda: NOW)
    assert (await client.get(URL)).body == b"{}"
    await client.close()


async def test_a_proxy_that_is_away_is_named(server: HttpServer) -> None:
    client = HttpClient(HttpAccess("Example", HOSTS, server.url, "http://127.0.0.1:9", 2.0), lambda: NOW)
    with pytest.raises(Unavailable, match=r"^No connection to the proxy\.$"):
        await client.get(URL)
    await client.close()
