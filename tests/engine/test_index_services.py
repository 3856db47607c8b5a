"""Services of the index in a running engine."""

from __future__ import annotations

from r2k_tui.engine.index.service import IndexService
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.screens.table import table_of
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.screens.columns import COLUMNS
from tests.engine.screens.members import state
from tests.engine.stage import Stage


async def test_requests_reach_the_members_their_lists_and_the_screens(stage: Stage) -> None:
    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        table = services.table()
        assert {UniverseService, IndexService, ScreenService} <= set(table)
        assert table[ScreenService] is services.screens and table[UniverseService] is services.universe


async def test_every_column_of_a_screen_has_its_service(stage: Stage) -> None:
    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        universe = state()
        table = table_of(universe, services.screens.sources)
        assert table is not None
        supplied = {*table.numbers, *table.texts, *table.flags, *table.days}
        assert supplied == {column.name for column in COLUMNS.values() if not column.unavailable}
