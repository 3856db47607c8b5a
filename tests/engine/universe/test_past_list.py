"""The list of a past day in a running engine: of the last session, and of no later day."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from random import Random

import msgspec

from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetUniverse, UniverseReply
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.store import Store
from tests.engine.stage import Clock, ask, filled_source
from tests.engine.universe.stage import config
from tests.fakes.invented_holdings import whole
from tests.fakes.ishares_server import IsharesServer

SUNDAY = date(2025, 6, 29)


@asynccontextmanager
async def analysed(ishares: IsharesServer, folder: Path) -> AsyncIterator[Engine]:
    settings = config(endpoint=ishares.url, holdings=ishares.addresses)
    source = AsOfSource(filled_source(), SUNDAY)
    setup = EngineSetup(settings, SourceInfo("scripted"), as_of=SUNDAY.isoformat())
    store = Store(folder / "store.sqlite3", "scripted")
    engine = Engine(setup, lambda: source, store, SourceFacts("scripted", live=False), Clock(), Random(1))
    engine.restore()
    await engine.start()
    try:
        async with asyncio.timeout(30):
            yield engine
    finally:
        await engine.close()


async def test_a_sunday_has_the_list_of_the_friday_before(tmp_path: Path) -> None:
    with IsharesServer() as ishares:
        ishares.put("IWM", whole())
        ishares.put_past("IWM", "20250627", whole(day="Jun 27, 2025"))
        async with analysed(ishares, tmp_path) as engine:
            reply = await ask(engine, GetUniverse(settled=False))
    assert isinstance(reply, UniverseReply), reply
    assert reply.universe.summary.holdings_as_of == "2025-06-27"
    assert len(ishares.asked) == 1, "the newest list is not asked for"


async def test_todays_list_in_its_place_is_refused(tmp_path: Path) -> None:
    with IsharesServer() as ishares:
        ishares.instead = whole()
        async with analysed(ishares, tmp_path) as engine:
            reply = await ask(engine, GetUniverse(settled=False))
    assert isinstance(reply, Failure)
    assert msgspec.structs.astuple(reply)[0] == "holdings_other_day"
    assert "requested the list of IWM of 2025-06-27, got 2025-09-17" in reply.message
