"""Rounds over Nasdaq's calendars: once a day, last good answers kept, faults named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.engine.events.fetcher import CalendarFetcher
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.state.archive import Archive
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.rate_limit import Unlimited
from r2k_tui.sources.base import RateLimited, Unavailable
from r2k_tui.sources.nasdaq.calendars import NasdaqCalendars
from r2k_tui.store.events import EventStore
from r2k_tui.store.store import Store
from tests.fakes import nasdaq_server as nasdaq
from tests.fakes.http_server import HttpServer

MONDAY = datetime(2026, 11, 30, 8, tzinfo=NEW_YORK).timestamp()
HOUR = 3600.0


def sessions(day: date, count: int) -> tuple[date, ...]:
    """Weekdays."""
    found: list[date] = []
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)


class Scene:
    """A fetcher of two sessions ahead, on a store that outlives it."""

    def __init__(self, server: HttpServer, path: Path) -> None:
        self.server, self.path, self.now = server, path, MONDAY
        self._open: list[tuple[NasdaqCalendars, Archive]] = []

    def fetcher(self, deadline_s: float = 5.0) -> CalendarFetcher:
        store = Store(self.path, "yahoo")
        archive = Archive(store, lambda: self.now, lambda _: None)
        settings = NasdaqSettings(endpoint=self.server.url, deadline_s=deadline_s)
        client = NasdaqCalendars(settings, lambda: self.now, Unlimited())
        self._open.append((client, archive))
        return CalendarFetcher(client, EventStore(store), archive, lambda: self.now, sessions, 2)

    async def end(self) -> None:
        for client, archive in self._open:
            await client.close()
            await archive.close()
        self._open.clear()


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    with HttpServer() as server:
        nasdaq.put_calendars(server)
        made = Scene(server, tmp_path / "r2k.sqlite3")
        yield made
        await made.end()


def days(events: tuple[Event, ...]) -> list[tuple[str, str]]:
    return [(event.symbol, event.day) for event in events if event.kind is EventKind.EARNINGS]


async def test_a_round_asks_for_every_day_once(scene: Scene) -> None:
    nasdaq.put_earnings(scene.server, "2026-12-01", nasdaq.earnings_row("AAAA", "Aaaa"))
    fetcher = scene.fetcher()
    assert await fetcher.poll() == ""
    assert [path.partition("/api/")[2] for path in scene.server.asked] == [
        "calendar/earnings?date=2026-11-30",
        "calendar/earnings?date=2026-12-01",
        "calendar/dividends?date=2026-11-30",
        "calendar/dividends?date=2026-12-01",
        "calendar/splits?date=2026-11-30",
        "ipo/calendar?date=2026-11",
        "ipo/calendar?date=2026-12",
    ]
    assert days(fetcher.events()) == [("AAAA", "2026-12-01")] and fetcher.requests == 7


async def test_what_is_younger_than_a_day_is_not_asked_for_again(scene: Scene) -> None:
    fetcher = scene.fetcher()
    await fetcher.poll()
    scene.now += 19 * HOUR
    before = len(scene.server.asked)
    await fetcher.poll()
    assert scene.server.asked[before:] == [
        "/api/calendar/earnings?date=2026-12-02",
        "/api/calendar/dividends?date=2026-12-02",
    ]
    scene.now += 2 * HOUR
    await fetcher.poll()
    assert len(scene.server.asked) == before + 2 + 4, "two of today, splits, and IPOs of December"


async def test_answers_survive_a_restart_with_their_age(scene: Scene) -> None:
    nasdaq.put_earnings(scene.server, "2026-12-01", nasdaq.earnings_row("AAAA", "Aaaa"))
    await scene.fetcher().poll()
    await scene.end()
    asked = len(scene.server.asked)
    scene.now += HOUR
    again = scene.fetcher()
    await again.restore()
    (event,) = again.events()
    assert (event.symbol, event.retrieved_at) == ("AAAA", MONDAY)
    assert await again.poll() == "" and len(scene.server.asked) == asked


async def test_an_event_is_known_since_it_was_first_listed(scene: Scene) -> None:
    row = nasdaq.earnings_row("AAAA", "Aaaa")
    nasdaq.put_earnings(scene.server, "2026-12-02", row)
    nasdaq.put_earnings(scene.server, "2026-12-01", row)
    fetcher = scene.fetcher()
    await fetcher.poll()
    scene.now += 21 * HOUR
    nasdaq.put_earnings(scene.server, "2026-12-01", row, nasdaq.earnings_row("BBBB", "Bbbb"))
    await fetcher.poll()
    known = {(event.symbol, event.day): event.retrieved_at for event in fetcher.events()}
    assert known[("AAAA", "2026-12-01")] == MONDAY
    assert known[("BBBB", "2026-12-01")] == MONDAY + 21 * HOUR


async def test_a_refusal_ends_the_round_and_keeps_what_it_has(scene: Scene) -> None:
    nasdaq.put_earnings(scene.server, "2026-12-01", nasdaq.earnings_row("AAAA", "Aaaa"))
    fetcher = scene.fetcher()
    await fetcher.poll()
    nasdaq.put_throttle(scene.server, 429, nasdaq.CALENDARS)
    scene.now += 21 * HOUR
    before = len(scene.server.asked)
    with pytest.raises(RateLimited):
        await fetcher.poll()
    assert len(scene.server.asked) == before + 1
    assert days(fetcher.events()) == [("AAAA", "2026-12-01")]


async def test_a_service_that_is_down_is_asked_twice_and_no_more(scene: Scene) -> None:
    nasdaq.put_page(scene.server, nasdaq.CALENDARS)
    fetcher = scene.fetcher()
    with pytest.raises(Exception, match="Nasdaq"):
        await fetcher.poll()
    assert len(scene.server.asked) == 2
    assert fetcher.unknown() == 2 and fetcher.oldest_of(fetcher.failed) is None


async def test_one_calendar_with_another_layout_leaves_the_rest(scene: Scene) -> None:
    nasdaq.put_earnings(scene.server, "2026-12-01", nasdaq.earnings_row("AAAA", "Aaaa"))
    scene.server.answer("/api/calendar/splits", nasdaq.envelope({"table": []}))
    fetcher = scene.fetcher()
    with pytest.raises(Incomplete, match="1 calendar of 7 missing: Nasdaq's calendar has no rows"):
        await fetcher.poll()
    assert days(fetcher.events()) == [("AAAA", "2026-12-01")]
    nasdaq.put_splits(scene.server, ("AAAA", "Aaaa", "1 : 16", "12/03/2026"))
    before = len(scene.server.asked)
    assert await fetcher.poll() == ""
    assert scene.server.asked[before:] == ["/api/calendar/splits?date=2026-11-30"]
    assert not fetcher.failed


async def test_an_older_answer_stands_in_for_one_that_failed(scene: Scene) -> None:
    nasdaq.put_earnings(scene.server, "2026-12-01", nasdaq.earnings_row("AAAA", "Aaaa"))
    fetcher = scene.fetcher()
    await fetcher.poll()
    nasdaq.put_page(scene.server, f"{nasdaq.CALENDARS}/earnings?date=2026-12-01")
    scene.now += 21 * HOUR
    with pytest.raises(Incomplete):
        await fetcher.poll()
    assert days(fetcher.events()) == [("AAAA", "2026-12-01")]
    assert (fetcher.unknown(), fetcher.oldest_of(fetcher.failed)) == (0, MONDAY)


async def test_an_offering_in_the_answers_of_two_months_is_one(scene: Scene) -> None:
    nasdaq.put_offerings(scene.server, ("NEWC", "Newco", "12/01/2026"))
    fetcher = scene.fetcher()
    await fetcher.poll()
    assert [event.symbol for event in fetcher.events()] == ["NEWC"]


async def test_rows_that_cannot_be_read_are_counted(scene: Scene) -> None:
    nasdaq.put_earnings(scene.server, "2026-12-01", nasdaq.earnings_row("AAAA", "Aaaa"), {"name": "x"}, 5)
    assert await scene.fetcher().poll() == "2 rows without a symbol or a day left out"


async def test_a_hang_is_an_outage(scene: Scene) -> None:
    nasdaq.put_hang(scene.server, nasdaq.CALENDARS)
    with pytest.raises(Unavailable):
        await scene.fetcher(deadline_s=0.2).poll()


class Inventor:
    """A source with events of its own."""

    def __init__(self) -> None:
        self.asked: list[tuple[date, date]] = []

    async def events(self, first: date, last: date) -> tuple[Event, ...]:
        self.asked.append((first, last))
        return (Event(EventKind.EARNINGS, "2026-12-01", "AAAA", source="own"),)


async def test_a_source_with_events_of_its_own_is_asked_for_all_days_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "r2k.sqlite3", "own")
    archive, source = Archive(store, lambda: MONDAY, lambda _: None), Inventor()
    fetcher = CalendarFetcher(source, EventStore(store), archive, lambda: MONDAY, sessions, 2)
    assert await fetcher.poll() == "" and await fetcher.poll() == ""
    assert source.asked == [(date(2026, 11, 30), date(2027, 1, 29))]
    assert days(fetcher.events()) == [("AAAA", "2026-12-01")] and fetcher.requests == 0
    await archive.close()
    assert EventStore(Store(tmp_path / "r2k.sqlite3", "own")).answers("nasdaq") == [], "invented events are not kept"
