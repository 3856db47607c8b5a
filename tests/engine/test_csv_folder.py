"""An engine over a folder of files: what is not in it is no failure."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.feed import TROUBLES, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.macro import GetMacro, MacroReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetUniverse
from r2k_tui.sources.csv_folder.source import CsvFolderSource
from r2k_tui.store.store import Store
from tests.engine.stage import Clock, ask, picture

DAY = date(2025, 9, 17)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    days = [DAY - timedelta(days=back) for back in range(400, -1, -1)]
    rows = [f"{day},{100 + at / 10:.2f}" for at, day in enumerate(days) if day.isoweekday() <= 5]
    for name in ("^RUT", "IWM"):
        (tmp_path / f"{name}.csv").write_text("Date,Close\n" + "\n".join(rows) + "\n")
    return tmp_path


async def test_a_folder_without_lists_and_series_fails_nowhere(folder: Path, tmp_path: Path) -> None:
    config = load(packaged_path())
    source, clock = CsvFolderSource(folder), Clock()
    setup = EngineSetup(config, source.capabilities.info)
    facts = SourceFacts("csv", live=False)
    engine = Engine(setup, lambda: source, Store(tmp_path / "store.sqlite3", "csv"), facts, clock, Random(1))
    engine.restore()
    await engine.start()
    try:
        async with asyncio.timeout(20):
            await engine.settle()
            members = await ask(engine, GetUniverse(settled=True))
            macro = await ask(engine, GetMacro())
            feeds = await told_of(engine, {"holdings", "members", "macro"})
    finally:
        await engine.close()
    assert isinstance(members, Failure)
    assert members.message == "no list of what IWM holds; `r2k universe import FILE` takes an export of iShares"
    assert isinstance(macro, MacroReply)
    assert [feed.topic for feed in feeds.values() if feed.state in TROUBLES] == []
    for name in ("holdings", "members", "macro"):
        assert_quiet(feeds[name], clock())
    assert feeds["holdings"].message.startswith("no list of what IWM holds")


async def told_of(engine: Engine, topics: set[str]) -> dict[str, FeedStatus]:
    """Every status, once there is one of each of `topics`: a topic tells of a poll after its answer is there."""
    while True:
        feeds = {feed.topic: feed for feed in (await picture(engine)).feeds}
        if topics <= feeds.keys():
            return feeds
        await asyncio.sleep(0)


def assert_quiet(feed: FeedStatus, now: float) -> None:
    """It failed in nothing, and is not tried again before the next phase of the session."""
    assert feed.failures == 0, feed
    assert feed.next_try is None or feed.next_try - now > 600, feed
