"""The client of the calendars, against a server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from r2k_tui.config.sections.providers.releases import ReleaseSettings
from r2k_tui.model.macro.release_dates import CPI, FOMC, GDP, PAYROLLS
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.releases.client import ReleaseClient
from tests.fakes.http_server import HttpServer
from tests.fakes.release_server import BEA, BLS, FED, put_calendars

PAGE = b"<!DOCTYPE html><html><head><title>Access</title></head><body></body></html>"


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as running:
        put_calendars(running)
        yield running


@pytest.fixture
async def client(server: HttpServer) -> AsyncIterator[ReleaseClient]:
    made = ReleaseClient(ReleaseSettings(endpoint=server.url, deadline_s=2.0))
    yield made
    await made.close()


async def test_each_calendar_has_the_releases_that_it_is_asked_for(client: ReleaseClient, server: HttpServer) -> None:
    for feed in client.feeds:
        found = await client.days(feed)
        assert {day.name for day in found.days} == set(feed.names)
    assert [feed.names for feed in client.feeds] == [(FOMC,), (CPI, PAYROLLS), (GDP,)]
    assert (server.asked, client.sent) == ([FED, BLS, BEA], 3)
    assert {headers["user-agent"] for headers in server.headers} == {"r2k"}
    assert not any(name.startswith("sec-") for headers in server.headers for name in headers), "no disguise"


def test_the_settings_turn_calendars_off() -> None:
    assert [feed.key for feed in ReleaseClient(ReleaseSettings(feeds=("bea",))).feeds] == ["bea"]
    assert ReleaseClient(ReleaseSettings(feeds=())).feeds == ()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"status": 403, "body": b"Access Denied"}, AuthFailed),
        ({"status": 404}, NotFound),
        ({"status": 429}, RateLimited),
        ({"status": 503}, Unavailable),
        ({"body": PAGE}, BadData),
        ({"body": b"x" * 4_000_000}, BadData),
        ({"status": 302, "Location": "https://elsewhere.example/bls.ics"}, BadData),
        ({"hang": True}, Unavailable),
    ],
)
async def test_what_goes_wrong_is_named(
    client: ReleaseClient, server: HttpServer, answer: dict[str, object], error: type[SourceError]
) -> None:
    server.answer(BLS, **answer)  # type: ignore[arg-type]
    with pytest.raises(error, match="BLS"):
        await client.days(client.feeds[1])
