"""The rows of the table that are about the disk: the engine runs, shows what it knows, and says what is wrong."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.store import Store
from tests.engine.stage import SYMBOLS, Stage, ask, picture, until
from tests.fakes.invented_bars import bars_at
from tests.faults.store_rows import STORE, StoreRow


@pytest.fixture
def stage(tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    return Stage(tmp_path / "r2k.sqlite3")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("r2k_tui.store.file.database._PATIENCE_S", 0.01)
    monkeypatch.setattr("r2k_tui.store.file.database._WRITE_PATIENCE_MS", 10)
    monkeypatch.setattr("r2k_tui.store.file.fallback._READ_PATIENCE_S", 0.01)
    monkeypatch.setattr("r2k_tui.store.store._TRY_AGAIN_S", 0.0)


def build(stage: Stage) -> Engine:
    """An engine as the program builds it."""
    config = Config(watchlist=Watchlist(SYMBOLS))
    assert stage.path is not None
    store = Store.opened(stage.path, "scripted")
    setup = EngineSetup(config, SourceInfo("scripted"))
    return Engine(setup, lambda: stage.source, store, SourceFacts("scripted"), stage.clock, Random(1))


@pytest.mark.parametrize("row", STORE, ids=lambda row: row.name)
async def test_row(stage: Stage, row: StoreRow) -> None:
    await stage.one_run()
    assert stage.path is not None
    with row.spoil(stage.path):
        engine = build(stage)
        engine.restore()
        await engine.start()
        try:
            await engine.settle()
            snapshot = await picture(engine)
        finally:
            await engine.close()
    feeds = {status.topic: status for status in snapshot.feeds}
    assert row.says in feeds["store"].message
    assert feeds["store"].state is (FeedState.OK if row.name == "store damaged" else FeedState.FAILING)
    assert feeds["quotes"].state in (FeedState.OK, FeedState.IDLE), "the feed goes on"
    assert {quote.symbol for quote in snapshot.quotes} >= set(SYMBOLS)


async def test_disk_full(stage: Stage) -> None:
    """What could not be kept is kept when there is room again, without a hole; what was on disk stays."""
    before = await stage.one_run()
    engine, path = build(stage), stage.path
    store, reader = engine.archive._store, engine.subscribe()
    engine.restore()
    await engine.start()
    await engine.settle()
    await engine.archive.run(lambda: _fill_disk(store))
    stage.clock.now += 3600.0
    minute = int(stage.clock.now) // 60 * 60
    stage.source.put(bars_at([minute - 60 * i for i in range(5000, 0, -1)], [117.0] * 5000, "IWM", Interval.M1))
    await ask(engine, Refresh())
    await until(reader, lambda f: any(s.topic == "store" and s.state is FeedState.FAILING for s in f.feeds))
    assert "full" in engine.market.feeds["store"].message
    await engine.archive.run(lambda: store._connection.execute("PRAGMA max_page_count = 1000000"))
    await ask(engine, Refresh())
    await until(reader, lambda f: any(s.topic == "store" and s.state is FeedState.OK for s in f.feeds))
    await engine.close()
    assert path is not None
    again = Store(path, "scripted")
    kept, quotes = again.bars("IWM", Interval.M1), again.quotes()
    again.close()
    assert kept == engine.market.bars["IWM", Interval.M1]
    assert {quote.symbol for quote in quotes} == {quote.symbol for quote in before.quotes}


def _fill_disk(store: Store) -> None:
    """Let the file grow no more, and use up the pages that it has to spare."""
    db = store._connection
    db.execute("PRAGMA max_page_count = 1")  # as small as the file is
    with suppress(sqlite3.OperationalError):
        for number in range(10_000):
            db.execute("INSERT INTO pictures VALUES ('x', 'x', ?, 0, zeroblob(3000))", (str(number),))
