"""The service of releases: what it requests, what stands in, and what it says is missing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from random import Random

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.releases import ReleaseSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.context import new_context
from r2k_tui.engine.events.releases import RELEASES, ReleaseService
from r2k_tui.engine.polling.provider_topic import TopicNeeds
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.macro.release_dates import SOURCE
from r2k_tui.model.market.feed import OPTIONAL_TOPICS, FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.store.store import Store
from tests.fakes.http_server import HttpServer
from tests.fakes.release_server import BEA, BLS, FED, put_calendars
from tests.fakes.scripted_source import ScriptedSource

FIRST, LAST = date(2026, 11, 29), date(2026, 12, 29)


class Clock:
    """Time that the test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 29, 12, tzinfo=NEW_YORK).timestamp()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as running:
        put_calendars(running)
        yield running


@asynccontextmanager
async def service(
    server: HttpServer, *, fetches: bool = True, as_of: str | None = None, **settings: object
) -> AsyncIterator[tuple[ReleaseService, list[FeedStatus], Clock]]:
    clock, told = Clock(), list[FeedStatus]()
    access = ReleaseSettings(endpoint=server.url, deadline_s=5.0, **settings)  # type: ignore[arg-type]
    store = Store(None, "test")
    context = new_context(Config(releases=access), as_of, store, SourceFacts("test"), clock)
    needs = TopicNeeds(ScriptedSource(), store, ExchangeHours.load(clock()), Random(1), told.append)
    made = ReleaseService(context, needs, fetches=fetches)
    try:
        yield made, told, clock
    finally:
        await made.close()


def days(made: ReleaseService) -> list[tuple[str, str, str]]:
    return [(event.day, event.name, event.source) for event in made.releases(FIRST, LAST)]


PACKAGED = [
    ("2026-12-04", "payrolls", SOURCE),
    ("2026-12-09", "FOMC decision", SOURCE),
    ("2026-12-10", "CPI", SOURCE),
    ("2026-12-23", "GDP", SOURCE),
]


async def test_the_table_is_there_before_anything_is_requested(server: HttpServer) -> None:
    async with service(server) as (made, _, _):
        assert days(made) == PACKAGED and made.problems(FIRST, LAST) == ()
    assert server.asked == []


async def test_the_calendars_replace_the_table_and_say_where_they_differ(server: HttpServer) -> None:
    async with service(server) as (made, told, clock):
        await made.ready(settled=True)
        assert days(made) == [
            ("2026-12-04", "payrolls", "BLS"),
            ("2026-12-09", "FOMC decision", "The Federal Reserve"),
            ("2026-12-11", "CPI", "BLS"),
            ("2026-12-23", "GDP", "BEA"),
        ]
        cpi, gdp = made.releases(FIRST, LAST)[2:]
        assert (cpi.note, gdp.note) == ("packaged table: 2026-12-10", "2026 Q3, third estimate")
        assert cpi.retrieved_at == clock.now and made.problems(FIRST, LAST) == ()
        # A release that was moved out of the days asked for is not listed on its packaged day.
        assert made.releases(date(2026, 12, 10), date(2026, 12, 10)) == ()
    assert (told[-1].topic, told[-1].state, told[-1].requests) == (RELEASES, FeedState.OK, 3)
    assert told[-1].next_try is not None and 0.9 * 86400 < told[-1].next_try - clock.now < 1.1 * 86400
    assert told[-1].optional and RELEASES in OPTIONAL_TOPICS


async def test_a_refused_calendar_leaves_its_packaged_days_and_is_named(server: HttpServer) -> None:
    server.answer(BLS, b"Access Denied", 403)
    async with service(server) as (made, told, clock):
        await made.ready(settled=True)
        assert days(made)[2] == ("2026-12-10", "CPI", SOURCE) and days(made)[3][2] == "BEA"
        (problem,) = made.problems(FIRST, LAST)
        assert problem.message == "BLS denies access (403). The packaged table stands in."
        assert "BLS denies access" in told[-1].message
        # Not again in five minutes, as a topic of the market would.
        assert told[-1].next_try is not None and told[-1].next_try - clock.now >= 400


async def test_the_next_round_requests_only_what_failed_and_a_failure_later_keeps_the_calendar(
    server: HttpServer,
) -> None:
    server.answer(BLS, status=503)
    async with service(server) as (made, _, clock):
        await made.ready(settled=True)
        put_calendars(server)
        server.asked.clear()
        await made._poll()
        assert server.asked == [BLS] and made.problems(FIRST, LAST) == ()
        clock.now += 86400
        server.answer(BEA, b"<html><title>Gone</title></html>")
        server.asked.clear()
        with pytest.raises(Exception, match="Its calendar of 2026-11-29 stays in use"):
            await made._poll()
        assert sorted(server.asked) == sorted([FED, BLS, BEA]) and days(made)[3] == ("2026-12-23", "GDP", "BEA")


async def test_where_all_fail_the_topic_fails(server: HttpServer) -> None:
    for path in (FED, BLS, BEA):
        server.answer(path, b"<html><title>Gone</title></html>")
    async with service(server) as (made, told, _):
        await made.ready(settled=True)
        assert told[-1].state is FeedState.FAILING and days(made) == PACKAGED
        assert len(made.problems(FIRST, LAST)) == 3


async def test_rows_that_could_not_be_read_are_counted(server: HttpServer) -> None:
    from tests.fakes.release_server import bea_file

    server.answer(BEA, bea_file("2026-12-23T13:30:00+00:00", "soon"))
    async with service(server) as (made, _, _):
        await made.ready(settled=True)
        assert [problem.named for problem in made.problems(FIRST, LAST)] == [
            "BEA: 1 row of the calendar without a valid day, left out"
        ]


async def test_days_that_nobody_gives_are_named(server: HttpServer) -> None:
    async with service(server) as (made, _, _):
        beyond = date(2026, 12, 27), date(2027, 1, 20)
        assert len(made.problems(*beyond)) == 2
        assert [event.name for event in made.releases(*beyond)] == ["payrolls"] and made.releases(*beyond)[0].estimate


@pytest.mark.parametrize("how", [{"fetches": False}, {"as_of": "2025-10-12"}, {"feeds": ()}])
async def test_a_past_day_a_simulation_and_the_settings_request_nothing(
    server: HttpServer, how: dict[str, object]
) -> None:
    async with service(server, **how) as (made, told, _):  # type: ignore[arg-type]
        await made.ready(settled=True)
        made.insist()
        assert made.releases(FIRST, LAST)
    assert (server.asked, told) == ([], [])


async def test_a_past_day_knows_what_was_announced_by_then(server: HttpServer) -> None:
    async with service(server, as_of="2025-10-05") as (made, _, _):
        found = made.releases(date(2025, 10, 5), date(2025, 10, 31))
    assert [event.name for event in found] == ["FOMC decision"], "the shutdown had begun, and no new day was known"
