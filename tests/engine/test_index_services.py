"""Services of the index in a running engine."""

from __future__ import annotations

from r2k_tui.engine.halts.service import HaltService
from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.universe.service import UniverseService
from tests.engine.stage import Stage


async def test_requests_reach_the_members_their_lists_and_the_screens(stage: Stage) -> None:
    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        table = services.table()
        assert {UniverseService, IndexService, HaltService, ScreenService} <= set(table)
        assert table[ScreenService] is services.screens and table[UniverseService] is services.universe


async def test_screens_have_the_columns_of_halts(stage: Stage) -> None:
    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        columns = services.table()[HaltService].columns(("A", "B"))
        assert columns.flags["halted"].tolist() == [-1, -1], "nobody was asked, so nobody is known to trade"
