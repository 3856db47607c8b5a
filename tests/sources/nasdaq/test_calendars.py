"""Nasdaq's calendars against a server on loopback: addresses, headers, and every fault as a typed error."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import date

import pytest

from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.rate_limit import Unlimited
from r2k_tui.sources.base import BadData, RateLimited, SourceError, Unavailable
from r2k_tui.sources.nasdaq.calendars import NasdaqCalendars
from tests.fakes import nasdaq_server as nasdaq
from tests.fakes.http_server import HttpServer
from tests.sources.nasdaq.test_source import CountingBucket

DAY = date(2026, 12, 1)
NOW = 1_796_000_000.0


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    with HttpServer() as running:
        nasdaq.put_calendars(running)
        yield running


@pytest.fixture
async def calendars(server: HttpServer) -> AsyncIterator[NasdaqCalendars]:
    made = NasdaqCalendars(NasdaqSettings(endpoint=server.url, deadline_s=2.0), lambda: NOW, Unlimited())
    yield made
    await made.close()


async def test_every_calendar_has_its_address(server: HttpServer, calendars: NasdaqCalendars) -> None:
    for found in (
        await calendars.earnings(DAY),
        await calendars.dividends(DAY),
        await calendars.splits(DAY),
        await calendars.offerings(DAY),
    ):
        assert found.events == ()
    assert server.asked == [
        "/api/calendar/earnings?date=2026-12-01",
        "/api/calendar/dividends?date=2026-12-01",
        "/api/calendar/splits?date=2026-12-01",
        "/api/ipo/calendar?date=2026-12",
    ]
    assert calendars.requests == 4
    assert server.headers[0]["user-agent"].startswith("Mozilla/5.0")
    assert server.headers[0]["referer"] == "https://www.nasdaq.com/"


async def test_every_request_waits_for_its_turn(server: HttpServer) -> None:
    bucket = CountingBucket()
    made = NasdaqCalendars(NasdaqSettings(endpoint=server.url, deadline_s=5.0), lambda: NOW, bucket)
    await made.earnings(DAY)
    await made.offerings(DAY)
    assert bucket.first == [False, False], "prices go first"
    await made.close()


async def test_a_day_with_reports(server: HttpServer, calendars: NasdaqCalendars) -> None:
    nasdaq.put_earnings(server, "2026-12-01", nasdaq.earnings_row("AAAA", "Aaaa Inc.", "time-after-hours"))
    (event,) = (await calendars.earnings(DAY)).events
    assert (event.symbol, event.source, event.retrieved_at) == ("AAAA", "nasdaq", NOW)
    assert (await calendars.earnings(date(2026, 12, 2))).events == ()


async def test_no_record_is_no_error(server: HttpServer, calendars: NasdaqCalendars) -> None:
    server.forget_below(nasdaq.CALENDARS)
    server.answer(nasdaq.CALENDARS, nasdaq.envelope(None, 200, nasdaq.NO_RECORD))
    assert (await calendars.earnings(DAY)).events == ()


@pytest.mark.parametrize(
    ("put", "error"),
    [
        (lambda server: nasdaq.put_throttle(server, 429, nasdaq.CALENDARS), RateLimited),
        (lambda server: nasdaq.put_throttle(server, 500, nasdaq.CALENDARS), RateLimited),
        (lambda server: nasdaq.put_page(server, nasdaq.CALENDARS), SourceError),
        (lambda server: server.answer("/api/calendar/earnings", nasdaq.envelope(None)), BadData),
        (lambda server: server.answer("/api/calendar/earnings", nasdaq.envelope([1])), BadData),
        (lambda server: server.answer("/api/calendar/earnings", b""), BadData),
        (lambda server: server.answer("/api/calendar/earnings", b"[]"), BadData),
        (lambda server: server.answer("/api/calendar/earnings", b"{" + b" " * 4_000_000), BadData),
        (lambda server: server.answer("/api/calendar/earnings", status=503), Unavailable),
    ],
)
async def test_faults_are_typed(
    server: HttpServer, calendars: NasdaqCalendars, put: Callable[[HttpServer], None], error: type[SourceError]
) -> None:
    put(server)
    with pytest.raises(error):
        await calendars.earnings(DAY)


async def test_a_hang_ends_at_the_deadline(server: HttpServer) -> None:
    nasdaq.put_hang(server, nasdaq.CALENDARS)
    made = NasdaqCalendars(NasdaqSettings(endpoint=server.url, deadline_s=0.3), lambda: NOW, Unlimited())
    with pytest.raises(Unavailable):
        await made.earnings(DAY)
    await made.close()
