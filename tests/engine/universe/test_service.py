"""The universe in a whole engine: what is asked for when, what is answered, and what survives."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import msgspec
import pytest

from r2k_tui.engine.universe import closes
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.universe import UNKNOWN, YES
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.model.messages.universe import GetUniverse
from r2k_tui.sources import batching
from r2k_tui.sources.base import NotFound, RateLimited, Unavailable
from tests.engine.stage import Stage, picture, until
from tests.engine.universe.stage import MEMBERS, fetched, stage, universe
from tests.fakes.invented_holdings import holdings
from tests.fakes.scripted_chain import ScriptedChain

HANGS_S = 20.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r2k.sqlite3"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "_FIRST_WAIT_S", 0.0)


def quotes_of_members(made: Stage) -> list[tuple[str, ...]]:
    asked = (call.symbols for call in made.source.calls if call.method == "quotes")
    return [symbols for symbols in asked if symbols[0] in MEMBERS]


async def test_nothing_is_asked_for_until_somebody_looks(path: Path) -> None:
    made = stage(path)
    async with made.running():
        assert made.source.count("holdings") == 0
        assert not quotes_of_members(made)


async def test_one_sweep_asks_for_every_member_once_in_chunks(path: Path) -> None:
    made = stage(path)
    async with made.running() as engine:
        found = await universe(engine)
    asked = quotes_of_members(made)
    assert [len(symbols) for symbols in asked] == [10, 10, 10]
    assert {symbol for symbols in asked for symbol in symbols} == set(MEMBERS)
    assert (found.summary.members, found.summary.priced, found.summary.coverage) == (30, 30, pytest.approx(1.0))
    assert found.summary.cap_weighted == pytest.approx(sum(0.001 * (i - 10) for i in range(30)) / 30)
    assert (found.summary.breadth.advancers, found.summary.breadth.decliners) == (19, 10)
    assert found.summary.up[0].symbol == "M29"
    assert found.summary.down[0].symbol == "M00"
    assert sum(row.contribution or 0 for row in found.summary.sectors) == pytest.approx(found.summary.cap_weighted)


async def test_a_local_source_is_swept_for_aggregates_once_between_two_of_its_polls(path: Path) -> None:
    made = stage(path)
    made.source.capabilities = msgspec.structs.replace(made.source.capabilities, remote=False, quote_cadence_s=5.0)
    async with made.running() as engine:
        await engine._services.universe.estimate()
        sweep = len(quotes_of_members(made))
        assert sweep
        await engine._services.universe.estimate()
        assert len(quotes_of_members(made)) == sweep
        made.clock.now += 5.0
        await engine._services.universe.estimate()
        assert len(quotes_of_members(made)) == 2 * sweep


async def test_members_that_the_source_does_not_know_are_listed(path: Path) -> None:
    made = stage(path)
    for symbol in ("M03", "M17"):
        del made.source.known[symbol]
    async with made.running() as engine:
        found = await universe(engine)
        status = engine.market.feeds["universe"]
    assert found.summary.unknown == ("M03", "M17")
    assert (found.summary.members, found.summary.priced) == (30, 28)
    assert found.summary.coverage == pytest.approx(28 / 30)
    assert status.message == "2 members unknown to the source: M03, M17"
    assert found.members.column("price")[3] != found.members.column("price")[3], "NaN, not 0"


async def test_a_chunk_that_nobody_knows_does_not_stop_the_rest(path: Path) -> None:
    made = stage(path)
    for symbol in MEMBERS[10:20]:
        del made.source.known[symbol]
        made.source.fail("quotes", NotFound("nobody knows them"), symbol)
    async with made.running() as engine:
        assert (await universe(engine)).summary.unknown == MEMBERS[10:20]


async def test_a_sweep_goes_on_where_it_broke_off(path: Path) -> None:
    made = stage(path)
    made.source.fail("quotes", Unavailable("the line is down"), "M15")
    async with made.running() as engine:
        found = await universe(engine)
        status = engine.market.feeds["universe"]
        assert (found.summary.priced, status.state, status.failures) == (10, FeedState.FAILING, 1)
        made.source.heal("quotes", "M15")
        before = len(quotes_of_members(made))
        reader = engine.subscribe()
        await engine.ask(GetUniverse(), "test")
        (await engine.services()).universe.insist()
        async with asyncio.timeout(HANGS_S):
            await until(reader, lambda frame: frame.universe is not None and frame.universe.priced == 30)
    again = quotes_of_members(made)[before:]
    assert again[:2] == [MEMBERS[10:20], MEMBERS[20:30]], "what it had is not asked for again"


async def test_too_many_requests_stop_the_other_topics_as_well(path: Path) -> None:
    made = stage(path)
    made.source.fail("quotes", RateLimited("too many requests"), "M15")
    async with made.running() as engine:
        await universe(engine)
        assert engine.market.feeds["universe"].state is FeedState.BLOCKED
        services = await engine.services()
        assert services is not None and services.breaker.is_open


async def test_a_sweep_that_a_provider_refused_goes_on_once_the_provider_serves_again(path: Path) -> None:
    made, chain = stage(path), ScriptedChain()
    vars(chain).update(vars(made.source))
    made.source = chain
    chain.fail("quotes", RateLimited("too many requests"), "M15")
    async with made.running() as engine:
        await universe(engine)
        feeds, reader = engine.market.feeds, engine.subscribe()
        assert feeds["universe"].state is FeedState.BLOCKED
        services = await engine.services()
        assert services is not None and not services.breaker.is_open, "the other providers serve the other topics"
        chain.heal("quotes", "M15")
        before = chain.count("quotes")
        chain.tell(FeedStatus("first", FeedState.BLOCKED, provider=True))
        chain.tell(FeedStatus("first", FeedState.FAILING, provider=True))
        assert chain.count("quotes") == before, "not before it serves"
        chain.tell(FeedStatus("first", FeedState.OK, provider=True))
        async with asyncio.timeout(HANGS_S):
            await until(reader, lambda _: feeds["universe"].state is FeedState.OK)


async def test_a_list_that_is_refused_for_its_length_comes_in_smaller_parts(path: Path, at_once: None) -> None:
    made = stage(path, chunk=30)

    def at_most_twenty() -> None:
        if len(made.source.calls[-1].symbols) > 20:
            raise RateLimited("no more requests for now")

    made.source.before_quotes = at_most_twenty
    async with made.running() as engine:
        found = await universe(engine)
        assert found.summary.priced == 30
        assert [len(asked) for asked in quotes_of_members(made)] == [30, 20, 10]
        status, services = engine.market.feeds["universe"], await engine.services()
        assert (status.state, status.failures) == (FeedState.OK, 0)
        assert status.message == "20 a request since 12:00, scripted refused 30"
        assert services is not None
        assert not services.breaker.is_open, "nobody else waits"


async def test_frames_carry_changes_to_who_looks_and_to_nobody_else(path: Path) -> None:
    made = stage(path)
    async with made.running() as engine:
        services = await engine.services()
        await services.universe.ready(settled=True)
        reader = engine.subscribe()
        made.source.set_price("M05", 31.0, time=1_758_211_260.0)
        services.universe.insist()
        await made.source.reached("quotes", made.source.count("quotes") + 3)
        frame = await reader.next_frame()
        assert frame.members is None and frame.universe is None
        await universe(engine, settled=False)
        made.source.set_price("M07", 33.0, time=1_758_211_260.0)
        services.universe.insist()
        async with asyncio.timeout(HANGS_S):
            while (changes := (await reader.next_frame()).members) is None:
                pass
    assert memoryview(changes.index).cast("H").tolist() == [7]
    assert memoryview(changes.price).cast("d").tolist() == [33.0]


async def test_history_is_fetched_once_and_only_what_is_new(path: Path) -> None:
    made = stage(path)
    async with made.running() as engine:
        reader = engine.subscribe()
        await universe(engine)
        await fetched(reader)
        found = await universe(engine)
    first = [call for call in made.source.calls if call.method == "bars" and call.symbols[0] in MEMBERS]
    assert len(first) == len(MEMBERS)
    days = memoryview(found.history.day).cast("q")
    assert len(days) > 390 and found.members.flags("above_200d")[0] != UNKNOWN
    again = stage(path)
    async with again.running() as engine:
        found = await universe(engine, settled=False)
        assert len(found.history) == len(days), "from the store, before anything is fetched"
        await universe(engine)
    assert not [call for call in again.source.calls if call.method == "bars" and call.symbols[0] in MEMBERS]


async def test_a_restart_shows_the_last_prices_and_figures(path: Path) -> None:
    made = stage(path, history_days=0)
    made.source.facts["M01"] = Fundamentals("M01", "Moonlight Inc", forward_eps=2.0, day_average_50=1.0)
    async with made.running() as engine:
        before = await universe(engine)
    again = stage(path, history_days=0)
    again.source.hold("quotes", "M00")
    async with again.running() as engine:
        found = await universe(engine, settled=False)
    assert found.members.price == before.members.price
    assert found.members.names[1] == "Moonlight Inc"
    assert found.members.flags("above_50d")[1] == YES
    assert found.summary.valuation is not None
    assert found.summary.valuation.with_losses == pytest.approx(found.members.column("price")[1] / 2.0)


async def test_a_new_list_keeps_the_prices_of_who_stays(path: Path) -> None:
    made = stage(path)
    async with made.running() as engine:
        await universe(engine)
        made.source.lists["IWM"] = holdings([*MEMBERS[5:], "NEW"], "2025-09-18")
        made.source.hold("quotes", "M05")
        service = (await engine.services()).universe
        reader = engine.subscribe()
        service.insist()
        async with asyncio.timeout(HANGS_S):
            await until(reader, lambda frame: frame.universe is not None and frame.universe.members == 26)
        found = service.state.universe()
    assert found is not None and found.summary.priced == 25
    assert found.members.symbols[0] == "M05"


async def test_without_a_list_it_says_how_to_get_one(path: Path) -> None:
    made = stage(path)
    made.source.lists.clear()
    async with made.running() as engine:
        reply = await engine.ask(GetUniverse(), "test")
    assert isinstance(reply, Failure)
    assert (reply.kind, "r2k universe import" in reply.message) == ("not_found", True), reply.message


async def test_what_takes_long_is_done_off_the_loop(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Putting closes together and counting breadth over years would hold every quote up."""
    threads: list[str] = []
    real = closes._history

    def watched(*arguments: object) -> object:
        threads.append(threading.current_thread().name)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(closes, "_history", watched)
    made = stage(path)
    async with made.running() as engine:
        reader = engine.subscribe()
        await universe(engine)
        await fetched(reader)
    assert threads and threading.main_thread().name not in threads


async def test_off_in_the_settings_it_stays_off_when_the_view_is_opened(tmp_path: Path) -> None:
    made = stage(tmp_path / "r2k.sqlite3", enabled=False)
    async with made.running() as engine:
        for settled in (False, True):
            reply = await engine.ask(GetUniverse(settled), "test")
            assert reply == Failure("disabled", "no members: [universe] enabled = false in the settings")
        await engine.ask(Refresh(), "test")
        quoted = {symbol for call in made.source.calls for symbol in call.symbols}
        assert not quoted & set(MEMBERS)
        assert {status.topic for status in (await picture(engine)).feeds} <= {
            "quotes",
            "daily",
            "intraday",
            "news",
            "store",
        }
