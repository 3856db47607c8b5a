"""Requests for the calendar: without a list, for a day of the past, and in a replay."""

from __future__ import annotations

from pathlib import Path
from random import Random

from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetEvents
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.store import Store
from tests.engine.events.stage import calendar, reporting
from tests.engine.stage import Stage, ask


async def test_without_a_list_the_reason_is_given(stage: Stage) -> None:
    async with stage.running() as engine:
        reply = await ask(engine, GetEvents(settled=True))
    assert isinstance(reply, Failure) and reply.message


async def test_a_day_of_the_past_has_no_events(tmp_path: Path) -> None:
    made = reporting(tmp_path / "r2k.sqlite3")
    setup = EngineSetup(made.config, SourceInfo("scripted"), as_of="2025-09-10")
    store = Store(made.path, "scripted")
    engine = Engine(setup, lambda: made.source, store, SourceFacts("scripted"), made.clock, Random(1))
    engine.restore()
    await engine.start()
    try:
        await engine.settle()
        reply = await ask(engine, GetEvents(settled=True))
    finally:
        await engine.close()
    assert reply == Failure(
        "not_found", "events of the members are not known for that day (2025-09-10): only those to come are"
    )


async def test_the_number_of_days_has_bounds(tmp_path: Path) -> None:
    made = reporting(tmp_path / "r2k.sqlite3")
    async with made.running() as engine:
        assert (await calendar(engine, 1)).last == "2025-09-18"
        assert (await calendar(engine, -5)).last == "2025-09-18"
        assert (await calendar(engine, 10**9)).last == "2026-10-22"
