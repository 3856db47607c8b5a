"""Requests to EDGAR: who asks, how fast, and the SEC's refusals by their names."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited
from r2k_tui.sources.http.client import HttpAnswer
from r2k_tui.sources.sec.access import SecAccess
from r2k_tui.sources.sec.pace import RequestPace
from tests.fakes.http_server import HttpServer
from tests.fakes.sec_server import ACCESS_DENIED, TOO_MANY, UNDECLARED

PATH = "/Archives/x.txt"


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as found:
        yield found


def fetch(server: HttpServer, opening: bytes = b"", pace: RequestPace | None = None) -> HttpAnswer:
    async def fetched() -> HttpAnswer:
        settings = SecSettings("joe@example.org", server.url, 5.0, requests_per_second=8.0)
        access = SecAccess(settings, lambda: 1000.0, pace or RequestPace())
        try:
            return await access.get(f"https://www.sec.gov{PATH}", max_bytes=10_000, opening=opening)
        finally:
            await access.close()

    return asyncio.run(fetched())


def test_an_unknown_document_is_told_with_403_or_404(server: HttpServer) -> None:
    with pytest.raises(NotFound):
        fetch(server)
    server.answer(PATH, ACCESS_DENIED, 403)
    with pytest.raises(NotFound, match=r"nothing at this address \(403\)"):
        fetch(server)


def test_refusals_by_name(server: HttpServer) -> None:
    server.answer(PATH, UNDECLARED, 403)
    with pytest.raises(AuthFailed, match=r"403.*Undeclared Automated Tool.*contact"):
        fetch(server)
    server.answer(PATH, b"<html><title>Forbidden</title></html>", 403)
    with pytest.raises(AuthFailed, match=r"SEC denies access \(403\)\."):
        fetch(server)
    for status in (403, 429):
        server.answer(PATH, TOO_MANY, status)
        with pytest.raises(RateLimited):
            fetch(server)
    server.answer(PATH, TOO_MANY, 403)
    with pytest.raises(RateLimited) as error:
        fetch(server)
    assert error.value.retry_at == 1600.0


def test_a_submission_may_contain_a_page_and_is_none(server: HttpServer) -> None:
    body = b"<SEC-DOCUMENT>\n<html><title>Power of Attorney</title></html>"
    server.answer(PATH, body)
    assert fetch(server, b"<SEC-DOCUMENT>").body == body
    with pytest.raises(BadData, match="page instead of data"):
        fetch(server)
    server.answer(PATH, b"<html><title>Moved</title></html>")
    with pytest.raises(BadData, match="page instead of data: “Moved”"):
        fetch(server, b"<SEC-DOCUMENT>")


def test_every_request_takes_a_turn_and_names_the_user(server: HttpServer) -> None:
    server.answer(PATH, b"data")
    pace = RequestPace(lambda: 0.0)
    fetch(server, pace=pace)
    assert pace.reserve(8.0) == 1 / 8
    assert server.headers[0]["user-agent"] == "R2K joe@example.org" and "gzip" in server.headers[0]["accept-encoding"]
