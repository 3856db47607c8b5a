"""Services of the index in a running engine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np

from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.messages.readings import GetIndexReadings, IndexReadingsReply
from r2k_tui.store.forward_estimates import ForwardEstimates
from r2k_tui.store.store import Store
from tests.engine.readings.members.stage import stage as members_stage
from tests.engine.stage import Stage
from tests.engine.virtual_time import START


async def test_requests_reach_the_members_their_lists_and_the_screens(stage: Stage) -> None:
    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        table = services.table()
        assert {UniverseService, IndexService, ScreenService} <= set(table)
        assert table[ScreenService] is services.screens and table[UniverseService] is services.universe


async def test_a_running_engine_keeps_the_forward_earnings_of_the_day_and_reads_the_future(tmp_path: Path) -> None:
    made = members_stage(tmp_path / "r2k.sqlite3")
    made.source.set_price("RTY=F", 500.0, time=START - 60, received_at=START)
    async with made.running() as engine:
        kept = ForwardEstimates(Store(tmp_path / "r2k.sqlite3", "scripted"), "scripted")
        async with asyncio.timeout(20):
            while not kept.days():
                await engine.ask(GetIndexReadings(settled=True), "test")
        reply = await engine.ask(GetIndexReadings(settled=True), "test")
    assert isinstance(reply, IndexReadingsReply), reply
    found = {reading.key: reading for reading in reply.readings}
    assert kept.days() == ("2025-09-18",)
    table = kept.of("2025-09-18")
    assert table is not None and int(np.isfinite(np.frombuffer(table.eps)).sum()) == 21
    assert found["revision_breadth_5d"].reason == "kept since 2025-09-18: needs 5 more days"
    assert found["rty_basis"].number is not None and "RTYU25, 1 day to" in found["rty_basis"].definition
    assert (found["rty_expiry"].value, found["rty_in_roll_week"].value) == ("2025-09-19", True)
