"""Series fetched: what is new alone, and what is missing after a fault."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.macro.series import SERIES
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.messages.macro import GetPolicyStudy
from r2k_tui.model.messages.outcome import Failure
from tests.engine.macro.stage import macro, study
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
    assert found["dgs2"].reason == "a page came in place of a series"
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


async def test_without_an_endpoint_nobody_is_asked(fred: FredServer, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "store.sqlite3", Config(watchlist=Watchlist(SYMBOLS)))
    async with stage.running() as engine:
        found = await macro(engine)
        reply = await ask(engine, GetPolicyStudy())
    assert "endpoint is empty" in found["dff"].reason
    assert isinstance(reply, Failure) and reply.kind == "missing"
