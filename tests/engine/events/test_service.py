"""Events of the members in a whole engine: from quotes and calendars to the answer, the screen and the alert."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest

from r2k_tui.engine.engine import Engine
from r2k_tui.engine.events.service import EventService
from r2k_tui.engine.polling.provider_topic import TopicNeeds
from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.market.feed import FeedState, Problem
from r2k_tui.model.messages.universe import GetScreen, ScreenReply
from r2k_tui.sources.nasdaq import pace
from tests.engine.events.stage import FRIDAY, MONDAY, TODAY, TUESDAY, calendar, reporting, state
from tests.engine.stage import ask
from tests.engine.universe.stage import MEMBERS
from tests.fakes import nasdaq_server as nasdaq
from tests.fakes.http_server import HttpServer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r2k.sqlite3"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpServer]:
    monkeypatch.setattr(pace, "REQUESTS_PER_MINUTE", 60_000.0)
    with HttpServer() as running:
        nasdaq.put_calendars(running)
        yield running


async def service(engine: Engine) -> EventService:
    services = await engine.services()
    assert services is not None
    found = services.table()[EventService]
    assert isinstance(found, EventService)
    return found


def days(events: tuple[Event, ...], kind: EventKind = EventKind.EARNINGS) -> list[tuple[str, str]]:
    return [(event.symbol, event.day) for event in events if event.kind is kind]


async def test_quotes_alone(path: Path) -> None:
    made = reporting(path)
    async with made.running() as engine:
        found = await calendar(engine)
        assert "events" not in engine.market.feeds
    assert days(found.events) == [("M00", TODAY), ("M01", FRIDAY), ("M02", MONDAY), ("M03", TUESDAY)]
    first, *_, last = (event for event in found.events if event.kind is EventKind.EARNINGS)
    assert [(event.name, event.day) for event in found.events if event.kind is EventKind.RELEASE] == [
        ("GDP", "2025-09-25")
    ]
    assert (first.when, first.weight, first.source) == (EventTime.AFTER_CLOSE, pytest.approx(1 / 30), "scripted")
    assert last.estimate and not first.estimate
    assert (found.today, found.members, found.unknown, found.list_as_of) == (TODAY, 30, 26, "2025-09-17")
    assert (found.reporting_today.members, found.this_week.members, found.next_week.members) == (1, 2, 2)
    assert found.this_week.weight == pytest.approx(2 / 30) and found.next_week.estimated == 1
    assert {problem.kind: problem.message for problem in found.problems} == {
        "far_date": "the day of earnings that scripted states, 2031-09-22, is more than 400 days ahead",
        "not_used": "Nasdaq's calendar is not used: [nasdaq] calendars",
    }


async def test_nasdaq_confirms_disputes_and_adds(path: Path, server: HttpServer) -> None:
    nasdaq.put_earnings(
        server,
        TODAY,
        nasdaq.earnings_row("M00", "M00 Inc.", "time-pre-market"),
        nasdaq.earnings_row("M05", "M05 Inc.", "time-after-hours"),
        nasdaq.earnings_row("M06", "Goldfields Mining Ltd"),
        nasdaq.earnings_row("ELSE", "Elsewhere Corp"),
    )
    nasdaq.put_earnings(server, MONDAY, nasdaq.earnings_row("M01", "M01 Inc."))
    nasdaq.put_dividends(server, FRIDAY, nasdaq.dividend_row("M07", "M07 Inc.", "09/19/2025"))
    nasdaq.put_splits(server, ("M08", "M08 Inc.", "1 : 16", "09/22/2025"), ("M08", "M08 Inc.", "1 : 16", "01/02/2025"))
    nasdaq.put_offerings(server, ("NEWC", "Newco", "09/19/2025"), month="2025-09")
    made = reporting(path, server)
    async with made.running() as engine:
        found = await calendar(engine)
        status = engine.market.feeds["events"]
    reports = {event.symbol: event for event in found.events if event.kind is EventKind.EARNINGS}
    assert (reports["M00"].when, reports["M00"].source) == (EventTime.BEFORE_OPEN, "scripted, nasdaq")
    assert (reports["M01"].day, reports["M01"].estimate, reports["M01"].note) == (FRIDAY, True, f"nasdaq says {MONDAY}")
    assert (reports["M05"].when, reports["M05"].weight) == (EventTime.AFTER_CLOSE, pytest.approx(1 / 30))
    assert "M06" not in reports and "ELSE" not in reports
    assert days(found.events, EventKind.EX_DIVIDEND) == [("M07", FRIDAY)]
    assert days(found.events, EventKind.SPLIT) == [("M08", MONDAY)]
    assert days(found.events, EventKind.IPO) == [("NEWC", FRIDAY)]
    assert [problem.symbol for problem in found.problems if problem.kind == "other_company"] == ["M06"]
    assert not [problem for problem in found.problems if problem.kind in ("not_used", "feed")]
    assert status.failures == 0 and status.requests == len(server.asked) == 8 and status.optional


async def test_a_calendar_that_is_down_is_said_and_the_quotes_go_on(path: Path, server: HttpServer) -> None:
    nasdaq.put_page(server, nasdaq.CALENDARS)
    made = reporting(path, server)
    async with made.running() as engine:
        found = await calendar(engine)
        status = engine.market.feeds["events"]
    assert days(found.events)[0] == ("M00", TODAY)
    assert status.state is FeedState.FAILING and status.failures == 1
    (problem,) = [problem for problem in found.problems if problem.kind == "feed"]
    assert problem.message.startswith("the calendar of Nasdaq: Nasdaq") and "2 days not known" in problem.message


async def test_answers_survive_a_restart_and_a_later_outage(path: Path, server: HttpServer) -> None:
    nasdaq.put_earnings(server, TODAY, nasdaq.earnings_row("M05", "M05 Inc."))
    made = reporting(path, server)
    async with made.running() as engine:
        known = (await calendar(engine)).events[0]
    nasdaq.put_throttle(server, 429, nasdaq.CALENDARS)
    made.clock.now += 21 * 3600 - 12 * 3600  # the same evening
    asked = len(server.asked)
    async with made.running() as engine:
        found = await calendar(engine)
    assert ("M05", TODAY) in days(found.events) and len(server.asked) == asked, "young enough"
    made.clock.now += 12 * 3600
    nasdaq.put_earnings(server, FRIDAY)
    async with made.running() as engine:
        found = await calendar(engine)
        assert engine.market.feeds["events"].state in (FeedState.BLOCKED, FeedState.FAILING)
    assert known.day == TODAY and days(found.events)[0] == ("M01", FRIDAY)
    assert any(problem.kind == "feed" for problem in found.problems)


async def test_without_waiting_the_answer_says_what_is_still_asked_for(path: Path, server: HttpServer) -> None:
    nasdaq.put_hang(server, nasdaq.CALENDARS)
    made = reporting(path, server, deadline_s=60.0)
    async with made.running() as engine:
        found = await calendar(engine, settled=False)
    assert any("asked for the first time" in problem.message for problem in found.problems)


async def test_days_are_columns_of_a_screen(path: Path, server: HttpServer) -> None:
    nasdaq.put_dividends(server, FRIDAY, nasdaq.dividend_row("M07", "M07 Inc.", "09/19/2025"))
    made = reporting(path, server)
    async with made.running() as engine:
        await calendar(engine)
        columns = (await service(engine)).columns(MEMBERS).days
        near = await ask(engine, GetScreen("reports within 1d"))
        later = await ask(engine, GetScreen("reports within 5d or ex_dividend within 1d"))
    assert set(columns) == {"reports", "ex_dividend"}
    assert columns["reports"][:4].tolist() == [0.0, 1.0, 4.0, 5.0] and np.isnan(columns["reports"][4:]).all()
    assert columns["ex_dividend"][7] == 1.0 and np.isfinite(columns["ex_dividend"]).sum() == 1
    assert isinstance(near, ScreenReply) and isinstance(later, ScreenReply)
    assert [MEMBERS[place] for place in near.screen.rows()] == ["M00", "M01"]
    assert [MEMBERS[place] for place in later.screen.rows()] == ["M00", "M01", "M02", "M03", "M07"]
    assert {item.column: item.members for item in near.screen.missing} == {"reports": 26}


async def test_a_screen_waits_for_the_calendars_that_it_needs(path: Path, server: HttpServer) -> None:
    nasdaq.put_earnings(server, FRIDAY, nasdaq.earnings_row("M05", "M05 Inc."))
    made = reporting(path, server)
    async with made.running() as engine:
        await ask(engine, GetScreen("price > 0", settled=True))
        assert server.asked == [], "this one needs none"
        found = await ask(engine, GetScreen("reports within 1d", settled=True))
    assert isinstance(found, ScreenReply)
    assert [MEMBERS[place] for place in found.screen.rows()] == ["M00", "M01", "M05"]


async def test_columns_follow_the_quotes(path: Path) -> None:
    made = reporting(path)
    async with made.running() as engine:
        await calendar(engine)
        events = await service(engine)
        assert events.columns(MEMBERS).days["reports"][1] == 1.0
        state(made, "M01", f"{MONDAY}T07:00")
        services = await engine.services()
        assert services is not None
        services.universe.state.prices.take_fundamentals([made.source.facts["M01"]])
        assert events.columns(MEMBERS).days["reports"][1] == 4.0


async def test_near_are_those_of_the_next_session(path: Path) -> None:
    made = reporting(path)
    async with made.running() as engine:
        events = await service(engine)
        assert events.near() is None, "no list yet"
        await calendar(engine)
        assert [event.symbol for event in events.near() or ()] == ["M01"]
        made.clock.now += 86400
        assert [event.symbol for event in events.near() or ()] == ["M02"], "on a Friday, Monday is the next session"


async def test_releases_of_the_economy_stand_beside(path: Path) -> None:
    made = reporting(path)
    async with made.running() as engine:
        await calendar(engine)
        services = await engine.services()
        assert services is not None
        economy = Economy()
        other = EventService(engine.context, services.universe, await _needs(engine), economy)
        found = other.calendar(5)
    assert economy.asked == [(TODAY, MONDAY)] * 2
    assert days(found.events, EventKind.RELEASE) == [("", FRIDAY)]
    assert found.problems[-1] == Problem("BLS", "auth_failed", "denied")


class Economy:
    """Releases of an invented economy."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def releases(self, first: date, last: date) -> tuple[Event, ...]:
        """See ReleaseSource."""
        self.asked.append((str(first), str(last)))
        return (Event(EventKind.RELEASE, FRIDAY, name="CPI", clock="08:30"),)

    def problems(self, first: date, last: date) -> tuple[Problem, ...]:
        """See ReleaseSource."""
        self.asked.append((str(first), str(last)))
        return (Problem("BLS", "auth_failed", "denied"),)

    async def ready(self, *, settled: bool) -> None:
        """See ReleaseSource."""


async def _needs(engine: Engine) -> TopicNeeds:
    from tests.fakes.scripted_source import ScriptedSource

    services = await engine.services()
    assert services is not None
    store = engine._store
    return TopicNeeds(ScriptedSource(), store, services.hours, engine._random, lambda status: None)


async def test_an_alert_of_a_large_member(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("r2k_tui.engine.services._BEGIN_LATER_S", 0.0)
    made = reporting(path)
    told: list[object] = []
    monkeypatch.setattr("r2k_tui.engine.alerts.service.AlertService.reports_near", lambda _, found: told.append(found))
    async with made.running() as engine:
        await calendar(engine)
        services = await engine.services()
        assert services is not None
        services._index._reports.look()
    assert told[-1] == {f"M01|{FRIDAY}": f"M01 (3.33%) reports on Fri {FRIDAY}, before the bell"}


async def test_settings_choose_how_far_the_calendars_are_asked(path: Path, server: HttpServer) -> None:
    made = reporting(path, server, calendar_days=1)
    async with made.running() as engine:
        await calendar(engine)
    assert len(server.asked) == 4
    assert msgspec.structs.asdict(made.config.nasdaq)["calendar_days"] == 1
