"""The economy in a running engine: from FRED on this machine, kept, with its age, and what goes wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.thesis import Fred
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.engine import Engine
from r2k_tui.model.macro.figures import Macro, MacroFigure, PolicyStudy
from r2k_tui.model.macro.series import SERIES
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.messages.reply import Failure, MacroReply, PolicyStudyReply, ThesisReply
from r2k_tui.model.messages.request import GetMacro, GetPolicyStudy, GetThesis
from r2k_tui.model.thesis import Ledger, Verdict
from r2k_tui.store.macro import DatedVerdict, MacroStore
from r2k_tui.store.store import Store
from tests.engine.stage import SYMBOLS, Stage, ask, picture
from tests.fakes.fred_server import FredServer

TODAY = date(2025, 9, 18)
FIRST = date(2022, 1, 3)


def days() -> list[date]:
    whole = (TODAY - timedelta(days=1) - FIRST).days
    found = (FIRST + timedelta(days=ahead) for ahead in range(whole + 1))
    return [day for day in found if day.isoweekday() <= 5]


def rate(day: date) -> float:
    """Rises in 2022, falls from September 2024 on."""
    return 1.0 if day < date(2022, 6, 1) else 5.33 if day < date(2024, 9, 19) else 4.33


@pytest.fixture
def fred() -> Iterator[FredServer]:
    with FredServer() as server:
        for facts in SERIES:
            if facts.months:
                quarters = [date(year, month, 1) for year in (2023, 2024, 2025) for month in (1, 4, 7, 10)]
                server.put(facts.id, [(str(day), "2.0") for day in quarters if day < TODAY])
            else:
                server.put(facts.id, [(str(day), f"{rate(day):.2f}") for day in days()])
        yield server


@pytest.fixture
def stage(fred: FredServer, tmp_path: Path) -> Stage:
    config = Config(watchlist=Watchlist(SYMBOLS), fred=Fred(endpoint=fred.endpoint, deadline_s=3.0))
    config = msgspec.structs.replace(config, universe=msgspec.structs.replace(config.universe, enabled=False))
    return Stage(tmp_path / "store.sqlite3", config)


async def macro(engine: Engine) -> dict[str, MacroFigure]:
    reply = await ask(engine, GetMacro())
    assert isinstance(reply, MacroReply)
    found: Macro = reply.macro
    assert found.as_of == str(TODAY)
    return {figure.key: figure for figure in found.figures}


async def study(engine: Engine) -> PolicyStudy:
    reply = await ask(engine, GetPolicyStudy(fresh=True))
    assert isinstance(reply, PolicyStudyReply), reply
    return reply.study


async def ledger(engine: Engine) -> Ledger:
    reply = await ask(engine, GetThesis())
    assert isinstance(reply, ThesisReply)
    return reply.ledger


async def test_figures_with_their_day_and_lag(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        found = await macro(engine)
    assert {query["id"] for query in fred.asked} == {facts.id for facts in SERIES}
    assert (found["dff"].value, found["dff"].as_of, found["dff"].lag_days) == (4.33, "2025-09-17", 1)
    assert found["dff"].change == pytest.approx(-1.0)
    assert found["dff"].spark[0] == 5.33 and found["dff"].spark[-1] == 4.33
    assert found["dff"].source == "DFF, FRED"
    # The quarter that runs has a nowcast, and the last figure that is out is of the one before it: 80 days ago.
    assert (found["gdpnow"].as_of, found["gdpnow"].lag_days) == ("2025 Q3", 0)
    assert found["gdpnow"].note.startswith("running quarter")
    assert found["gdpnow"].vintage == "2025-09-18"
    # What was retrieved today is of today.
    assert (found["dff"].published, found["dff"].vintage, found["dff"].revision) == ("2025-09-18", "2025-09-18", "")
    assert found["irx"].vintage == found["irx"].as_of
    assert found["regime"].value == "holding"
    assert found["regime"].note == "last move -1.00 points known on 2024-09-18"
    assert (found["zq_implied"].value, found["zq_implied"].reason) == (None, "no daily bars of ZQ=F")
    assert found["irx"].value is not None and found["irx"].source.startswith("^IRX")
    assert found["forward_pe_small"].value is None


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


async def test_what_is_kept_shows_before_fred_has_answered(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        await study(engine)
    fred.stall("DFF")
    async with stage.running() as engine:
        assert (await macro(engine))["dff"].value == 4.33


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


async def test_growth_that_was_claimed(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        await study(engine)
        (claim,) = (claim for claim in (await ledger(engine)).claims if claim.id == "us_growth")
        fred.put("A191RL1Q225SBEA", [("2025-04-01", "3.8")])
    assert claim.verdict is Verdict.HOLDS
    assert claim.measured == pytest.approx(0.02)


async def test_a_claim_that_turns_is_told_once(stage: Stage, tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite3", "scripted")
    MacroStore(store, "scripted").save_verdicts([DatedVerdict("us_growth", "2025-09-17", Verdict.UNPROVEN)])
    store.close()
    async with stage.running() as engine:
        await study(engine)
        await ledger(engine)
        await ledger(engine)
        log = [entry for entry in (await picture(engine)).log if entry.topic == "thesis"]
    assert len(log) == 1
    assert log[0].message.startswith("the US economy grows 2.0 %: unproven on 2025-09-17, holds now")


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


async def test_a_market_without_any_series_is_not_failing(tmp_path: Path) -> None:
    config = Config(watchlist=Watchlist(SYMBOLS), fred=Fred(endpoint=""))
    config = msgspec.structs.replace(config, universe=msgspec.structs.replace(config.universe, enabled=False))
    async with Stage(tmp_path / "store.sqlite3", config).running() as engine:
        found = await macro(engine)
        (status,) = (feed for feed in (await picture(engine)).feeds if feed.topic == "macro")
    assert (found["dff"].value, found["dff"].reason) == (None, "no DFF: [fred] endpoint is empty in the settings")
    assert (status.state, status.failures) == (FeedState.OK, 0)
    assert status.message.startswith("no DFF")
