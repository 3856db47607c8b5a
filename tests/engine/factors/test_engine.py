"""The engine composes the factor files: requested when wanted, a topic of their own, and closed with it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import msgspec
import pytest

from r2k_tui.config.sections.providers.french import FrenchSettings
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.factors.files import FACTORS, FactorFiles
from r2k_tui.model.market.feed import FeedState
from tests.engine.stage import Stage, picture
from tests.fakes.french_server import FrenchServer


@pytest.fixture
def french(stage: Stage) -> Iterator[FrenchServer]:
    with FrenchServer() as server:
        stage.clock.now += 20 * 86_400  # 2025-10-08
        stage.config = msgspec.structs.replace(stage.config, french=FrenchSettings(endpoint=server.url))
        yield server


async def files_of(engine: Engine) -> FactorFiles:
    services = await engine.services()
    assert services is not None
    found = services.table()[FactorFiles]
    assert isinstance(found, FactorFiles)
    return found


async def test_nothing_is_requested_until_a_table_is_wanted_and_the_next_run_has_it(
    stage: Stage, french: FrenchServer
) -> None:
    async with stage.running() as engine:
        assert french.asked == [] and FACTORS not in {feed.topic for feed in (await picture(engine)).feeds}
        files = await files_of(engine)
        assert len(await files.table("ff3")) == 48
        (status,) = (feed for feed in (await picture(engine)).feeds if feed.topic == FACTORS)
        assert (status.state, status.requests, status.progress) == (FeedState.OK, 3, "returns to 2025-08")
        assert status.optional
        (thread,) = (one for one in threading.enumerate() if one.name.startswith("kenneth french"))
    await asyncio.to_thread(thread.join, 10)
    assert not thread.is_alive(), "the engine closes the connection"
    async with stage.running() as engine:
        files = await files_of(engine)
        assert len(await files.table("mom")) == 48 and len(french.asked) == 3
