"""A terminal that shows something else is sent no members."""

from __future__ import annotations

import asyncio
from pathlib import Path

from r2k_tui.model.messages.outcome import Done
from r2k_tui.model.messages.universe import LeaveUniverse
from tests.engine.universe.stage import stage, universe

HANGS_S = 20.0


async def test_who_has_left_is_told_of_no_more_changes(tmp_path: Path) -> None:
    made = stage(tmp_path / "r2k.sqlite3", history_days=0)
    async with made.running() as engine:
        await universe(engine)
        assert await engine.ask(LeaveUniverse(), "test") == Done()
        reader = engine.subscribe()
        made.source.set_price("M05", 31.0, time=1_758_211_260.0)
        services = await engine.services()
        assert services is not None
        services.universe.insist()
        swept = False
        async with asyncio.timeout(HANGS_S):
            while not swept:
                frame = await reader.next_frame()
                assert frame.members is None and frame.universe is None
                swept = any(status.topic == "universe" for status in frame.feeds)
        found = await universe(engine)
    assert found.members.column("price")[5] == 31.0, "it is known all the same"
