"""One provider: its limits, its deadline and its row."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.sources.base import NotFound, ProviderOff, RateLimited, SourceError, Unavailable
from r2k_tui.sources.chain.health import ProviderTopic
from tests.engine.virtual_time import WallClock, virtual
from tests.sources.chain.stage import BREAKER_S, DEADLINE_S, FIRST, Clock, provider, scripted

QUOTES, BARS = ProviderTopic.QUOTES, ProviderTopic.BARS


async def good() -> str:
    return "good"


def raising(error: BaseException):  # type: ignore[no-untyped-def]
    async def call() -> str:
        raise error

    return call


async def test_its_row_tells_health_and_requests() -> None:
    clock, told = Clock(), list[FeedStatus]()
    member = provider(scripted(FIRST), clock)
    member.on_change = told.append
    assert member.status == FeedStatus(FIRST, FeedState.IDLE, provider=True)
    await member.ask(QUOTES, good, requests=3)
    with pytest.raises(Unavailable):
        await member.ask(BARS, raising(Unavailable("no route.")))
    assert [(status.state, status.requests, status.message) for status in told] == [
        (FeedState.OK, 3, ""),
        (FeedState.FAILING, 4, "bars: no route."),
    ]
    assert member.serves(QUOTES) and not member.serves(BARS)


async def test_a_rate_limit_blocks_every_topic() -> None:
    clock = Clock()
    member = provider(scripted(FIRST), clock)
    with pytest.raises(RateLimited):
        await member.ask(QUOTES, raising(RateLimited("Too many.")))
    assert not member.serves(BARS) and member.pause_until == pytest.approx(clock() + BREAKER_S)
    with pytest.raises(RateLimited, match="Too many"):
        await member.ask(BARS, good)
    assert member.status.requests == 1, "nothing is sent meanwhile"
    assert member.status.state is FeedState.BLOCKED
    clock.now += BREAKER_S + 1
    assert member.serves(BARS) and not member.serves(QUOTES)


async def test_a_user_forces_one_request_through() -> None:
    clock = Clock()
    member = provider(scripted(FIRST), clock)
    with pytest.raises(RateLimited):
        await member.ask(QUOTES, raising(RateLimited("Too many.")))
    member.insist()
    assert member.is_due(QUOTES)
    await member.ask(QUOTES, good)
    assert not member.breaker.is_open


async def test_that_something_is_not_there_is_a_good_answer() -> None:
    member = provider(scripted(FIRST), Clock())
    with pytest.raises(NotFound):
        await member.ask(BARS, raising(NotFound("who?")))
    assert member.serves(BARS) and member.status.state is FeedState.OK


@virtual
async def test_the_deadline_goes_with_the_number_of_requests() -> None:
    member = provider(scripted(FIRST), WallClock())
    loop, never = asyncio.get_running_loop(), asyncio.Event()
    for requests in (1, 3):
        begun = loop.time()
        with pytest.raises(Unavailable, match=f"first gave no answer within {DEADLINE_S * requests:g} s"):
            await member.ask(QUOTES, never.wait, requests=requests)
        assert requests * DEADLINE_S <= loop.time() - begun <= 1.3 * requests * DEADLINE_S


@virtual
async def test_its_bucket_is_its_own() -> None:
    clock, limits = WallClock(), SourceLimits(60, 2, 5.0, 300.0, 300.0)
    member, other = (provider(scripted(name), clock, limits) for name in ("a", "b"))
    loop = asyncio.get_running_loop()
    for _ in range(4):
        await member.ask(QUOTES, good)
    assert loop.time() == pytest.approx(2.0)
    await other.ask(QUOTES, good)
    assert loop.time() == pytest.approx(2.0)


@virtual
async def test_quotes_do_not_wait_for_the_bars_of_many_symbols() -> None:
    member = provider(scripted(FIRST), WallClock(), SourceLimits(60, 1, 5.0, 300.0, 300.0))
    loop, bars = asyncio.get_running_loop(), [asyncio.create_task(member.ask(BARS, good)) for _ in range(10)]
    await asyncio.sleep(0.5)
    await member.ask(QUOTES, good)
    assert loop.time() == pytest.approx(1.0)
    await asyncio.gather(*bars)
    assert loop.time() == pytest.approx(10.0)


@pytest.mark.parametrize(
    "error", [KeyError("x"), RuntimeError("\x1b[2Jno"), RecursionError("deep"), ValueError("y" * 999)]
)
async def test_any_exception_becomes_a_plain_failure(error: Exception) -> None:
    member = provider(scripted(FIRST), Clock())
    with pytest.raises(SourceError) as caught:
        await member.ask(QUOTES, raising(error))
    assert isinstance(caught.value, ProviderOff)
    assert str(caught.value).isprintable() and len(str(caught.value)) < 200
    assert not member.serves(QUOTES) and member.serves(BARS)


async def test_a_cancelled_request_is_no_failure() -> None:
    member = provider(scripted(FIRST), Clock())
    with pytest.raises(asyncio.CancelledError):
        await member.ask(QUOTES, raising(asyncio.CancelledError()))
    assert member.serves(QUOTES)


async def test_a_defect_anywhere_stays_within_the_provider() -> None:
    def broken(*_: object) -> bool:
        raise AttributeError("gone")

    source = scripted(FIRST, covers=broken)
    source.stream = broken  # type: ignore[attr-defined]
    source.close = broken  # type: ignore[method-assign,assignment]
    member = provider(source, Clock())
    assert not member.covers("IWM") and not member.serves(QUOTES)
    assert member.stream() is None
    await member.close()
