"""Token bucket: bursts, waits in order, and tokens taken without a wait, with a clock that also goes wrong."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.rate_limit import TokenBucket, Unlimited
from tests.engine.virtual_time import WallClock, settle, virtual


async def moments(bucket: TokenBucket, count: int) -> list[float]:
    """When each of `count` requests was allowed."""
    found = []
    for _ in range(count):
        await bucket.take()
        found.append(asyncio.get_running_loop().time())
    return found


@virtual
async def test_a_burst_and_then_the_rate() -> None:
    bucket = TokenBucket(60, 3, WallClock())
    assert await moments(bucket, 6) == pytest.approx([0, 0, 0, 1, 2, 3])


@virtual
async def test_a_pause_refills_no_more_than_a_burst() -> None:
    bucket = TokenBucket(60, 3, WallClock())
    await moments(bucket, 3)
    await asyncio.sleep(1000)
    assert await moments(bucket, 5) == pytest.approx([1000, 1000, 1000, 1001, 1002])


@virtual
async def test_those_who_wait_go_in_the_order_they_came() -> None:
    bucket, order = TokenBucket(60, 1, WallClock()), []

    async def take(name: int) -> None:
        await bucket.take()
        order.append((name, asyncio.get_running_loop().time()))

    await asyncio.gather(*(take(name) for name in range(4)))
    assert [name for name, _ in order] == [0, 1, 2, 3]
    assert [time for _, time in order] == pytest.approx([0, 1, 2, 3])


@virtual
async def test_one_who_gives_up_takes_nothing() -> None:
    bucket = TokenBucket(60, 1, WallClock())
    await bucket.take()
    waiting = asyncio.create_task(bucket.take())
    await settle()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await moments(bucket, 1) == pytest.approx([1])


@virtual
async def test_a_clock_put_back_neither_refills_nor_stops() -> None:
    clock = WallClock()
    bucket = TokenBucket(60, 2, clock)
    await moments(bucket, 2)
    clock.set_by(-3600)
    assert await moments(bucket, 2) == pytest.approx([1, 2])


@virtual
async def test_a_clock_put_forward_refills_one_burst() -> None:
    clock = WallClock()
    bucket = TokenBucket(60, 2, clock)
    await moments(bucket, 2)
    clock.set_by(3600)
    assert await moments(bucket, 3) == pytest.approx([0, 0, 1])


@given(rate=st.floats(1, 6000), burst=st.integers(1, 50), pauses=st.lists(st.floats(0, 30), max_size=40))
def test_never_more_than_burst_and_rate_allow(rate: float, burst: int, pauses: list[float]) -> None:
    @virtual
    async def ask() -> None:
        bucket, loop, taken = TokenBucket(rate, burst, WallClock()), asyncio.get_running_loop(), []
        for pause in pauses:
            await asyncio.sleep(pause)
            await bucket.take()
            taken.append(loop.time())
        for i, first in enumerate(taken):
            for j in range(i, len(taken)):
                assert j - i + 1 <= burst + (taken[j] - first) * rate / 60 + 1e-3

    ask()


def test_a_token_is_taken_without_a_wait_where_one_is_left() -> None:
    now = [100.0]
    bucket = TokenBucket(60, 2, lambda: now[0])
    assert [bucket.try_take() for _ in range(3)] == [True, True, False]
    now[0] += 0.5
    assert not bucket.try_take()
    now[0] += 0.5
    assert [bucket.try_take() for _ in range(2)] == [True, False]
    now[0] -= 3600.0
    assert not bucket.try_take()
    now[0] += 7200.0
    assert [bucket.try_take() for _ in range(3)] == [True, True, False]


@virtual
async def test_a_bucket_without_a_limit_never_runs_empty() -> None:
    bucket = Unlimited()
    assert await moments(bucket, 100) == [0.0] * 100
    assert all(bucket.try_take() for _ in range(100))


@virtual
async def test_one_who_goes_first_takes_the_next_token_and_no_more_than_the_rate() -> None:
    bucket, taken = TokenBucket(60, 1, WallClock()), []

    async def take(name: str, *, first: bool = False) -> None:
        await bucket.take(first=first)
        taken.append((name, asyncio.get_running_loop().time()))

    others = [asyncio.create_task(take(f"other {place}")) for place in range(3)]
    await asyncio.sleep(0.5)
    await asyncio.gather(take("first", first=True), take("second", first=True), *others)
    assert [name for name, _ in taken] == ["other 0", "first", "second", "other 1", "other 2"]
    assert [time for _, time in taken] == pytest.approx([0, 1, 2, 3, 4], abs=1e-3)


@virtual
async def test_one_who_goes_first_and_gives_up_stops_nobody() -> None:
    bucket = TokenBucket(60, 1, WallClock())
    await bucket.take()
    first = asyncio.create_task(bucket.take(first=True))
    await settle()
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert await moments(bucket, 2) == pytest.approx([1, 2])
