"""The bars of one symbol: from memory, from the store, or fetched."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.engine import Engine
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import Capabilities, NotFound, Unavailable
from tests.engine.stage import TODAY, Stage
from tests.fakes.invented_bars import daily_bars, wave

DAILY = Interval.D1


async def service(engine: Engine) -> BarService:
    services = await engine.services()
    assert services is not None
    return services.bars


async def test_cached_asks_memory_and_the_store_and_never_the_source(stage: Stage) -> None:
    await stage.one_run()
    stage.source.put(daily_bars("GLD", wave(300), TODAY))
    async with stage.running() as engine:
        bars, asked = await service(engine), stage.source.count("bars")
        assert await bars.cached("GLD", DAILY) is None
        stored = await bars.cached("SPY", DAILY)
        assert stored is not None and len(stored) == 400
        assert stage.source.count("bars") == asked


async def test_latest_fetches_what_is_missing_or_too_old(stage: Stage) -> None:
    stage.source.put(daily_bars("GLD", wave(300), TODAY))
    async with stage.running() as engine:
        bars, asked = await service(engine), stage.source.count("bars")
        await bars.latest("GLD", DAILY)
        await bars.latest("GLD", DAILY)
        assert stage.source.count("bars") == asked + 1
        stage.clock.now += 61
        await bars.latest("GLD", DAILY, max_age_s=100)
        assert stage.source.count("bars") == asked + 1
        await bars.latest("GLD", DAILY, max_age_s=60)
        assert stage.source.count("bars") > asked + 1


async def test_an_interval_that_the_source_lacks_is_not_requested(stage: Stage) -> None:
    stage.source.capabilities = Capabilities(live=True, intervals=(DAILY,))
    async with stage.running() as engine:
        with pytest.raises(NotFound, match="scripted has no 1m bars"):
            await (await service(engine)).latest("IWM", Interval.M1)


async def test_finished_daily_leaves_the_running_session_out(stage: Stage) -> None:
    async with stage.running() as engine:
        series = await (await service(engine)).finished_daily("IWM")
    assert series is not None
    assert series.days[-1].item() == date(2025, 9, 17), "at noon of the 18th"


async def test_finished_daily_fetches_only_when_told_to(stage: Stage) -> None:
    stage.source.put(daily_bars("GLD", wave(300), TODAY))
    async with stage.running() as engine:
        bars = await service(engine)
        assert await bars.finished_daily("GLD") is None
        series = await bars.finished_daily("GLD", fetch=True)
        assert series is not None and len(series) == 299
        stage.clock.now += 61
        stage.source.fail("bars", Unavailable("no route"))
        with pytest.raises(Unavailable):
            await bars.finished_daily("GLD", fetch=True, max_age_s=60)
        stored = await bars.finished_daily("GLD", fetch=True)
    assert stored is not None and len(stored) == 299, "what is at hand needs no source"
