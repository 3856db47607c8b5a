"""Series fetched: what is new alone, and what is missing after a fault."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.macro.figures import MacroFigure
from r2k_tui.model.macro.series import SERIES
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy, MacroReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.store import Store
from tests.engine.macro.stage import TODAY, macro, study
from tests.engine.stage import SYMBOLS, Stage, ask, picture
from tests.fakes.fred_server import FredServer


async def test_nothing_is_asked_for_before_somebody_wants_it(stage: Stage, fred: FredServer) -> None:
    async with stage.running():
        pass
    assert fred.asked == []


async def test_a_second_run_asks_for_what_is_new_alone(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        await study(engine)
    fred.asked.clear()
    async with stage.running() as engine:
        await study(engine)
    assert all("cosd" in query for query in fred.asked)


async def test_without_fred_the_last_good_series_stay_with_their_age(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        before = await study(engine)
    for facts in SERIES:
        fred.fail(facts.id, 503)
    fred.asked.clear()
    stage.clock.now += 3600
    async with stage.running() as engine:
        now = await study(engine)
        figure = (await macro(engine))["dff"]
        (status,) = (feed for feed in (await picture(engine)).feeds if feed.topic == "macro")
    assert now.moves == before.moves
    assert figure.value == 4.33
    assert figure.known_at == stage.clock.now - 3600
    assert (status.state, status.failures) == (FeedState.FAILING, 1)
    # Two failures of the service in a row are enough.
    assert len(fred.asked) == 2


async def test_a_series_that_is_withdrawn_costs_itself_alone(stage: Stage, fred: FredServer) -> None:
    fred.fail("SOFR", 404)
    fred.answer("DGS2", b"<html>please wait</html>")
    async with stage.running() as engine:
        await study(engine)
        found = await macro(engine)
        (status,) = (feed for feed in (await picture(engine)).feeds if feed.topic == "macro")
    assert (found["sofr"].value, found["sofr"].reason) == (None, "FRED has no series SOFR (404)")
    assert found["dgs2"].reason == "FRED answered with a page instead of data."
    assert found["dgs10"].value is not None
    assert status.state is not FeedState.FAILING
    assert "2 of 12 series missing: DGS2 SOFR" in status.message
    assert status.next_try is not None
    assert status.next_try - stage.clock() <= 5, "what the service failed to give is tried again after the backoff"


async def test_after_a_fault_it_goes_on_with_what_is_missing(stage: Stage, fred: FredServer) -> None:
    ids = [facts.id for facts in SERIES]
    for id in ids[3:]:
        fred.fail(id, 503)
    async with stage.running() as engine:
        await study(engine)
        assert [query["id"] for query in fred.asked] == ids[:5], "two failures end the round"
        for id in ids[3:]:
            fred.fail(id, 200)
        topic = engine._services.macro._topic
        topic.attempted.clear()
        topic.wake()
        await topic.attempted.wait()
        assert topic.status.failures == 0
        again = [query["id"] for query in fred.asked[5:]]
        assert sorted(again) == sorted(ids[3:]), "each once, and none of those that had come"


GDP, PAST = "A191RL1Q225SBEA", date(2024, 2, 1)
# What was out by then is packaged as well: 3.3.
STOOD = [("2023-07-01", "4.9"), ("2023-10-01", "3.31")]


@asynccontextmanager
async def analysed(stage: Stage, day: date) -> AsyncIterator[Engine]:
    """An engine that knows nothing later than a day."""
    store = Store(stage.path, "scripted")
    setup = EngineSetup(stage.config, SourceInfo("scripted"), as_of=day.isoformat())
    source = AsOfSource(stage.source, day)
    engine = Engine(setup, lambda: source, store, SourceFacts("scripted"), stage.clock, Random(1))
    engine.restore()
    await engine.start()
    try:
        yield engine
    finally:
        await engine.close()


async def figures_on(stage: Stage, day: date) -> dict[str, MacroFigure]:
    async with analysed(stage, day) as engine:
        reply = await ask(engine, GetMacro())
        assert isinstance(reply, MacroReply)
        return {figure.key: figure for figure in reply.macro.figures}


async def test_a_past_day_has_the_values_of_that_day_by_alfred(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        await study(engine)
    fred.vintage(GDP, str(PAST), STOOD)
    fred.vintage("DFF", str(PAST), [(str(PAST - timedelta(days=1)), "5.31")])
    found = await figures_on(stage, PAST)
    gdp, dff = found["gdp"], found["dff"]
    assert (gdp.value, gdp.source, gdp.vintage) == (3.31, f"{GDP}, ALFRED as of 2024-02-01", "2024-02-01")
    assert (dff.value, dff.source) == (5.31, "DFF, ALFRED as of 2024-02-01"), "even where others are kept"
    assert found["dgs2"].source == "DGS2, FRED"
    assert "not by ALFRED: FRED has no series DGS2 (404)" in found["dgs2"].note
    async with stage.running() as engine:
        now = await macro(engine)
    assert (now["gdp"].value, now["dff"].value) == (2.0, 4.33), "a vintage never takes the place of what is kept"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda fred: fred.refuse_vintages(503), "not by ALFRED: FRED does not give DFF (503)"),
        (lambda fred: fred.named.update({GDP: GDP}), "requested the vintage of 2024-02-01, got the present values"),
        (lambda fred: fred.named.update({GDP: f"{GDP}_20240229"}), "vintage of 2024-02-01, got 2024-02-29"),
    ],
)
async def test_without_alfred_growth_is_by_the_packaged_estimates(
    stage: Stage, fred: FredServer, fault: Callable[[FredServer], None], words: str
) -> None:
    fred.vintage(GDP, str(PAST), STOOD)
    fault(fred)
    gdp = (await figures_on(stage, PAST))["gdp"]
    assert (gdp.value, gdp.source) == (3.3, f"{GDP}, FRED, packaged estimates")
    assert words in gdp.note
    assert gdp.vintage == "2024-01-25"


async def test_an_alfred_that_is_broken_is_asked_once_a_round(stage: Stage, fred: FredServer) -> None:
    fred.refuse_vintages(503)
    await figures_on(stage, PAST)
    assert (len(fred.asked_vintages), len(fred.asked)) == (1, len(SERIES))


async def test_today_needs_no_vintage(stage: Stage, fred: FredServer) -> None:
    await figures_on(stage, TODAY)
    assert fred.asked_vintages == []


async def test_without_an_endpoint_nobody_is_asked(fred: FredServer, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "store.sqlite3", Config(watchlist=Watchlist(SYMBOLS)))
    async with stage.running() as engine:
        found = await macro(engine)
        reply = await ask(engine, GetPolicyStudy())
    assert "endpoint is empty" in found["dff"].reason
    assert isinstance(reply, Failure) and reply.kind == "missing"
