"""Services of the index in a running engine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import numpy as np
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.releases import ReleaseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine import services as engine_services
from r2k_tui.engine.halts.service import HaltService
from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.screens.table import table_of
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.messages.readings import GetIndexReadings, IndexReadingsReply
from r2k_tui.model.screens.columns import COLUMNS
from r2k_tui.sources.base import Capabilities, SourceInfo
from r2k_tui.store.forward_estimates import ForwardEstimates
from r2k_tui.store.store import Store
from tests.engine.readings.members.stage import stage as members_stage
from tests.engine.screens.members import state
from tests.engine.stage import SYMBOLS, Stage
from tests.engine.virtual_time import START
from tests.fakes.http_server import HttpServer
from tests.fakes.release_server import put_calendars


async def test_requests_reach_the_members_their_lists_and_the_screens(stage: Stage) -> None:
    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        table = services.table()
        assert {UniverseService, IndexService, HaltService, ScreenService} <= set(table)
        assert table[ScreenService] is services.screens and table[UniverseService] is services.universe


@pytest.mark.parametrize(
    ("capabilities", "requested"),
    [
        (Capabilities(SourceInfo("scripted"), intervals=()), 3),
        (Capabilities(SourceInfo("scripted", simulated=True), intervals=()), 0),
        (Capabilities(SourceInfo("scripted"), intervals=(), remote=False), 0),
    ],
    ids=["real", "simulated", "local"],
)
async def test_only_a_real_source_has_the_calendars_of_releases_requested(
    capabilities: Capabilities, requested: int
) -> None:
    with HttpServer() as server:
        put_calendars(server)
        stage = Stage(None, Config(releases=ReleaseSettings(endpoint=server.url), watchlist=Watchlist(SYMBOLS)))
        stage.source.capabilities = msgspec.structs.replace(capabilities, intervals=stage.source.capabilities.intervals)
        async with stage.running() as engine:
            services = await engine.services()
            assert services is not None
            await services._index.releases.ready(settled=True)
        assert len(server.asked) == requested


async def test_every_column_of_a_screen_has_its_service(stage: Stage) -> None:
    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        universe = state()
        table = table_of(universe, services.screens.sources)
        assert table is not None
        supplied = {*table.numbers, *table.texts, *table.flags, *table.days}
        assert supplied == {column.name for column in COLUMNS.values() if not column.unavailable}


async def test_a_running_engine_keeps_the_forward_earnings_of_the_day_and_reads_the_future(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_services, "_BEGIN_LATER_S", 0.0)
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


async def test_screens_have_the_columns_of_halts(stage: Stage) -> None:
    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        columns = services.table()[HaltService].columns(("A", "B"))
        assert columns.flags["halted"].tolist() == [-1, -1], "nobody was asked, so nobody is known to trade"
