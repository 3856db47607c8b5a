"""The economy in a running engine: from FRED on this machine, kept, with its age, and what goes wrong with it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.thesis import Fred
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.thesis import Verdict
from r2k_tui.sources.base import Unavailable
from tests.engine.macro.stage import ledger, macro
from tests.engine.stage import SYMBOLS, Stage, picture


async def test_valuations_of_the_members_become_figures(stage: Stage) -> None:
    from r2k_tui.model.market.universe import Valuation

    async with stage.running() as engine:
        services = await engine.services()
        assert services is not None
        small = Valuation("IWM", "2025-09-17", 24.0, 17.5, 0.97, 0.71, 0.41, 0.9)
        large = Valuation("IWB", "2025-09-17", 32.0, 30.0, 0.99, 0.97, 0.12, 0.99)
        await services.macro.keep_valuations("2025-09-17", (small, large, None))
        found = await macro(engine)
        (claim,) = (claim for claim in (await ledger(engine)).claims if claim.id == "forward_pe")
    assert found["pe_discount"].value == pytest.approx(0.75)
    assert found["forward_pe_small"].note == "97% of the weight of IWM, list of 2025-09-17"
    assert found["forward_pe_small_earning"].note.startswith("71%")
    assert (found["earnings_growth_small"].value, found["pe_discount"].lag_days) == (0.41, 1)
    assert claim.verdict is Verdict.DOES_NOT_HOLD
    assert claim.measured == pytest.approx(0.75)


async def test_rounds_that_end_during_a_look_are_looked_at_together(stage: Stage) -> None:
    async with stage.running() as engine:
        economy, looks, go_on = engine._services.macro, list[int](), asyncio.Event()

        async def look() -> None:
            looks.append(len(looks))
            await go_on.wait()

        async def nothing_new() -> str:
            return ""

        economy._polls.poll, economy.symbols = nothing_new, ()  # type: ignore[method-assign, assignment]
        economy.after_each_poll(look)
        await economy.ready(fresh=True)
        for _ in range(4):
            await economy._poll()
        before, jobs = list(looks), len(engine.context.tasks)
        go_on.set()
        await engine.context.tasks.idle()
    assert (before, jobs) == ([0], 1)
    assert looks == [0, 1], "four rounds, one look more"


async def test_a_retry_that_fails_has_nothing_computed_anew_for_a_while(stage: Stage) -> None:
    async with stage.running() as engine:
        economy, looks = engine._services.macro, list[None]()

        async def look() -> None:
            looks.append(None)

        async def out_of_reach() -> str:
            raise Unavailable("No connection to FRED.")

        economy._polls.poll, economy.symbols = out_of_reach, ()  # type: ignore[method-assign, assignment]
        economy.after_each_poll(look)
        await economy.ready(fresh=True)
        await engine.context.tasks.idle()
        economy._topic.status = msgspec.structs.replace(economy._topic.status, failures=1)
        for _ in range(3):
            with pytest.raises(Unavailable):
                await economy._poll()
        await engine.context.tasks.idle()
        assert len(looks) == 1, "the first failure, which may be the first round of all"
        economy._followed_up_at -= 601.0
        with pytest.raises(Unavailable):
            await economy._poll()
        await engine.context.tasks.idle()
    assert len(looks) == 2


async def test_a_market_without_any_series_is_not_failing(tmp_path: Path) -> None:
    config = Config(watchlist=Watchlist(SYMBOLS), fred=Fred(endpoint=""))
    config = msgspec.structs.replace(config, universe=msgspec.structs.replace(config.universe, enabled=False))
    async with Stage(tmp_path / "store.sqlite3", config).running() as engine:
        found = await macro(engine)
        (status,) = (feed for feed in (await picture(engine)).feeds if feed.topic == "macro")
    assert (found["dff"].value, found["dff"].reason) == (None, "no DFF: [fred] endpoint is empty in the settings")
    assert (status.state, status.failures) == (FeedState.OK, 0)
    assert status.message.startswith("no DFF")
