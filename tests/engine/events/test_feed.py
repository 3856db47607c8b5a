"""The topic of the calendars: who is asked, when, and what is said meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.context import new_context
from r2k_tui.engine.events.feed import NOT_USED, EventFeed
from r2k_tui.engine.polling.provider_topic import TopicNeeds
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.nasdaq import pace
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START
from tests.fakes import nasdaq_server as nasdaq
from tests.fakes.http_server import HttpServer
from tests.fakes.scripted_source import ScriptedSource


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpServer]:
    monkeypatch.setattr(pace, "REQUESTS_PER_MINUTE", 60_000.0)
    with HttpServer() as running:
        nasdaq.put_calendars(running)
        yield running


class Scene:
    """A feed on a store of its own, and the statuses that it published."""

    def __init__(self, path: Path, config: Config, *, enabled: bool = True) -> None:
        store = Store(path, "scripted")
        self.published: list[FeedStatus] = []
        self.context = new_context(config, None, store, SourceFacts("scripted"), lambda: START)
        needs = TopicNeeds(*(ScriptedSource(), store, ExchangeHours.load(START), Random(1), self.published.append))
        self.feed = EventFeed(self.context, needs, enabled=enabled)

    async def end(self) -> None:
        await self.feed.close()
        await self.context.archive.close()


def config(server: HttpServer | None) -> Config:
    settings = NasdaqSettings(calendar_days=1)
    if server is not None:
        settings = msgspec.structs.replace(settings, endpoint=server.url, calendars=True)
    return Config(nasdaq=settings)


async def test_nothing_is_asked_without_the_users_decision(tmp_path: Path, server: HttpServer) -> None:
    scene = Scene(tmp_path / "a.sqlite3", config(None))
    scene.feed.begin()
    await scene.feed.ready(settled=True)
    assert [problem.kind for problem in scene.feed.problems()] == [NOT_USED]
    assert scene.published == [] and scene.feed.events() == () and server.asked == []
    await scene.end()


async def test_it_is_quiet_until_it_is_begun(tmp_path: Path, server: HttpServer) -> None:
    scene = Scene(tmp_path / "a.sqlite3", config(server))
    scene.feed.insist()
    assert server.asked == []
    scene.feed.begin()
    await scene.feed.ready(settled=True)
    assert len(server.asked) == 4 and scene.feed.problems() == ()
    assert scene.published[-1].state in (FeedState.OK, FeedState.IDLE) and scene.published[-1].topic == "events"
    await scene.end()


async def test_where_it_is_not_wanted_nobody_is_asked(tmp_path: Path, server: HttpServer) -> None:
    scene = Scene(tmp_path / "a.sqlite3", config(server), enabled=False)
    scene.feed.begin()
    await scene.feed.ready(settled=True)
    assert server.asked == [] and scene.feed.version == 0
    await scene.end()


async def test_sessions_leave_out_weekends_and_holidays(tmp_path: Path) -> None:
    from datetime import date

    scene = Scene(tmp_path / "a.sqlite3", config(None))
    assert scene.feed.sessions(date(2025, 11, 26), 3) == (date(2025, 11, 26), date(2025, 11, 28), date(2025, 12, 1))
    await scene.end()
