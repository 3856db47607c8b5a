"""The way to the store: off the event loop, in order, and a failure shows instead of stopping the feed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from r2k_tui.engine.state.archive import Archive
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote, Spark
from r2k_tui.store.store import Store
from tests.fakes.invented_bars import bars_at


class Stage:
    def __init__(self, path: Path) -> None:
        self.path, self.heard = path, []
        self.store = Store(path, "scripted")
        self.archive = Archive(self.store, lambda: 1000.0, self.heard.append)

    async def done(self) -> None:
        """Everything that was submitted before is written."""
        await self.archive.bars("nothing", Interval.D1)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    made = Stage(tmp_path / "store.sqlite3")
    yield made
    await made.archive.close()


async def test_writes_keep_their_order(stage: Stage) -> None:
    for number in range(50):
        stage.archive.save_bars(bars_at([number], [float(number)]), replace=True)
    bars = await stage.archive.bars("IWM", Interval.D1)
    assert bars is not None
    assert list(bars.times()) == [49]


async def test_nothing_is_written_on_the_event_loop(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[str] = set()
    for name in ("save_quotes", "save_feed", "save_latest", "save_bars", "bars"):
        real = getattr(stage.store, name)

        def noted(*args: object, real: object = real, **kwargs: object) -> object:
            threads.add(threading.current_thread().name)
            return real(*args, **kwargs)  # type: ignore[operator]

        monkeypatch.setattr(stage.store, name, noted)
    stage.archive.save_quotes([Quote("IWM")])
    stage.archive.save_feed(FeedStatus("quotes"))
    stage.archive.save_latest("spark", [("IWM", Spark("IWM", "1D"))])
    stage.archive.save_bars(bars_at([1], [1.0]), replace=False)
    await stage.done()
    assert len(threads) == 1
    assert threading.current_thread().name not in threads


async def test_closing_writes_what_is_queued(stage: Stage) -> None:
    for number in range(50):
        stage.archive.save_quotes([Quote("IWM", price=float(number))])
    await stage.archive.close()
    again = Store(stage.path, "scripted")
    assert [quote.price for quote in again.quotes()] == [49.0]
    again.close()
    stage.archive = Archive(Store(None, "scripted"), lambda: 0.0, stage.heard.append)


async def test_no_quotes_no_write(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.store, "save_quotes", lambda _: pytest.fail("written"))
    stage.archive.save_quotes([])
    await stage.done()


async def test_a_write_that_fails_shows_and_the_next_that_works_clears_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(stage.store, "save_quotes", full)
        stage.archive.save_quotes([Quote("IWM")])
        stage.archive.save_quotes([Quote("IWM")])
        await stage.done()
    assert [s.state for s in stage.heard] == [FeedState.FAILING], "told once, however often it is written to"
    assert "disk is full" in stage.heard[-1].message
    stage.archive.save_quotes([Quote("IWM")])
    await stage.done()
    assert (stage.heard[-1].state, stage.heard[-1].failures) == (FeedState.OK, 0)
    assert stage.heard[-1].last_success == 1000.0


async def test_health_is_told_when_it_changes_and_not_with_every_write(stage: Stage) -> None:
    for _ in range(10):
        stage.archive.save_quotes([Quote("IWM")])
    await stage.done()
    assert stage.heard == []


async def test_a_defect_shows_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(stage.store, "save_quotes", lambda _: 1 / 0)
    stage.archive.save_quotes([Quote("IWM")])
    await stage.done()
    assert stage.heard[-1].state is FeedState.FAILING
    assert "ZeroDivisionError" in caplog.text


async def test_bars_that_cannot_be_read_are_none(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(stage.store, "bars", broken)
    assert await stage.archive.bars("IWM", Interval.D1) is None
    assert "disk I/O error" in stage.heard[-1].message


async def test_what_was_found_at_the_opening_is_told(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite3"
    path.write_bytes(b"no database" * 500)
    stage = Stage(path)
    stage.archive.report()
    assert stage.heard[0].topic == "store"
    assert "damaged" in stage.heard[0].message
    await stage.archive.close()


async def test_damage_found_later_is_told_with_the_next_write(stage: Stage) -> None:
    stage.store.notice = "the store was damaged"
    stage.archive.save_quotes([Quote("IWM")])
    await stage.done()
    assert stage.heard[-1].message == "the store was damaged"


async def test_bars_that_could_not_be_kept_are_kept_with_the_next_write_that_works(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    whole = bars_at([60, 120, 180], [1.0, 2.0, 3.0])
    archive = Archive(stage.store, lambda: 1000.0, stage.heard.append, lambda key: whole if key[0] == "IWM" else None)
    with monkeypatch.context() as patch:
        patch.setattr(stage.store, "save_bars", full)
        archive.save_bars(bars_at([120], [2.0]), replace=False)
        await archive.run(lambda: None)
    archive.save_quotes([Quote("IWM")])
    for _ in range(3):
        await archive.run(lambda: None)
    kept = stage.store.bars("IWM", Interval.D1)
    assert kept is not None and list(kept.times()) == [60, 120, 180]
    assert [status.state for status in stage.heard] == [FeedState.FAILING, FeedState.OK]
    await archive.close()
