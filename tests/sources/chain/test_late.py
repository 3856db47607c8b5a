"""Providers that take their time hold up no quote of the others."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from r2k_tui.model.market.feed import FeedState
from r2k_tui.sources.base import Unavailable
from r2k_tui.sources.chain.quote_round import PATIENCE_S
from tests.engine.virtual_time import virtual
from tests.sources.chain.stage import DEADLINE_S, FIRST, SECOND, THIRD, ChainStage, scripted


def stage_of(*, slow_has: str = "RVX") -> ChainStage:
    """A prompt provider of IWM, and one that is asked once a minute and has another symbol."""
    slow = scripted(SECOND, covers=lambda symbol: symbol != "IWM")
    slow.capabilities = msgspec.structs.replace(slow.capabilities, quote_cadence_s=60.0)
    stage = ChainStage(scripted(FIRST, most=1000), slow)
    stage.price(FIRST, IWM=200.0)
    stage.price(SECOND, **{slow_has: 20.0})
    return stage


def elapsed(begun: float) -> float:
    return asyncio.get_running_loop().time() - begun


@virtual
async def test_one_that_hangs_holds_up_a_poll_for_a_moment_once() -> None:
    stage = stage_of()
    await stage.quotes("IWM", "RVX")
    stage.sources[SECOND].hold("quotes")
    begun = asyncio.get_running_loop().time()
    batch = await stage.chain.quotes(["IWM", "RVX"])
    assert [quote.symbol for quote in batch.quotes] == ["IWM"]
    assert elapsed(begun) == pytest.approx(PATIENCE_S)
    assert not batch.problems, "its last quote stays with its age"
    for _ in range(3):
        begun = asyncio.get_running_loop().time()
        assert [quote.symbol for quote in (await stage.chain.quotes(["IWM", "RVX"])).quotes] == ["IWM"]
        assert elapsed(begun) == 0.0, "it is still being asked, and nobody waits for it"
    assert len(stage.calls(SECOND)) == 2, "nor asked again"
    assert stage.state(SECOND) is FeedState.OK
    await asyncio.sleep(2 * DEADLINE_S)
    batch = await stage.chain.quotes(["IWM", "RVX"])
    assert stage.status(SECOND).message == "quotes: second gave no answer within 15 s."
    assert [quote.symbol for quote in batch.quotes] == ["IWM"]
    assert stage.state(SECOND) is FeedState.FAILING
    await stage.chain.close()


@virtual
async def test_a_late_answer_is_part_of_the_next_poll() -> None:
    stage = stage_of()
    stage.sources[SECOND].hold("quotes")
    batch = await stage.chain.quotes(["IWM", "RVX"])
    assert [(p.symbol, p.kind, p.message) for p in batch.problems] == [
        ("RVX", "unavailable", "second has not answered yet.")
    ]
    stage.sources[SECOND].release("quotes")
    await asyncio.sleep(1)
    batch = await stage.chain.quotes(["IWM", "RVX"])
    assert {quote.symbol: quote.source for quote in batch.quotes} == {"IWM": FIRST, "RVX": SECOND}
    assert not batch.problems
    assert len(stage.calls(SECOND)) == 1, "the answer was asked for once"


@virtual
async def test_where_only_it_answers_it_has_the_time_that_it_needs() -> None:
    stage = stage_of()
    stage.sources[FIRST].fail("quotes", Unavailable("no route."))
    stage.sources[SECOND].hold("quotes")
    asyncio.get_running_loop().call_later(10.0, stage.sources[SECOND].release, "quotes")
    begun = asyncio.get_running_loop().time()
    batch = await stage.chain.quotes(["IWM", "RVX"])
    assert [quote.symbol for quote in batch.quotes] == ["RVX"]
    assert elapsed(begun) == pytest.approx(10.0)


@virtual
async def test_a_third_provider_has_its_turn_while_the_second_hangs() -> None:
    slow, third = scripted(SECOND), scripted(THIRD)
    stage = ChainStage(scripted(FIRST, most=1000), slow, third)
    stage.price(FIRST, IWM=200.0)
    stage.price(THIRD, RVX=20.0)
    slow.hold("quotes")
    begun = asyncio.get_running_loop().time()
    assert await stage.sources_of("IWM", "RVX") == {"IWM": FIRST, "RVX": THIRD}
    assert elapsed(begun) == pytest.approx(PATIENCE_S)
    assert await stage.sources_of("IWM", "RVX") == {"IWM": FIRST, "RVX": THIRD}
    assert elapsed(begun) == pytest.approx(PATIENCE_S), "nobody waits for the second one again"
    await stage.chain.close()


@virtual
async def test_close_and_cancellation_end_requests_that_nobody_waits_for() -> None:
    stage = stage_of()
    stage.sources[SECOND].hold("quotes")
    poll = asyncio.create_task(stage.chain.quotes(["IWM", "RVX"]))
    await stage.sources[SECOND].reached("quotes", 1)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    await stage.chain.quotes(["IWM", "RVX"])
    assert len(asyncio.all_tasks()) == 2
    await stage.chain.close()
    assert asyncio.all_tasks() == {asyncio.current_task()}


@virtual
async def test_a_late_answer_about_other_symbols_waits_for_its_own_poll() -> None:
    stage = stage_of()
    stage.sources[SECOND].hold("quotes")
    await stage.chain.quotes(["IWM", "RVX"])
    stage.sources[SECOND].release("quotes")
    await asyncio.sleep(1)
    assert [quote.symbol for quote in (await stage.chain.quotes(["IWM"])).quotes] == ["IWM"]
    assert [quote.symbol for quote in (await stage.chain.quotes(["IWM", "RVX"])).quotes] == ["IWM", "RVX"]
    assert len(stage.calls(SECOND)) == 1
