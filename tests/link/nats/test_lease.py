"""The lease, with a real broker and a watcher's own clock."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from nats.aio.client import Client

from r2k_tui.link.nats.lease import Lease
from r2k_tui.link.protocol import LinkLost
from tests.fakes.broker import Broker

# Also the time in which the broker has to answer, on a machine with more to do.
LEASE_S = 1.5
_TERMS, _NEARLY = 5, 0.9
Open = Callable[..., Awaitable[Lease]]


@pytest.fixture
async def opened(broker: Broker) -> AsyncIterator[Open]:
    clients: list[Client] = []

    async def opened(who: str, clock: Callable[[], float] = time.monotonic) -> Lease:
        clients.append(Client())
        await clients[-1].connect(broker.url, allow_reconnect=False)
        lease = Lease(who, LEASE_S, clock)
        await lease.open(clients[-1], "r2k-lease")
        return lease

    yield opened
    for client in clients:
        await client.close()


class Hands:
    """A clock that is set by hand: how long a machine takes for a renewal does not count."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_the_first_leads_at_once_and_the_second_waits(opened: Open) -> None:
    clock, reads = Hands(), asyncio.Semaphore(0)
    first, second = await opened("first", clock), await opened("second", clock)

    async def renewed_and_read() -> None:
        while not reads.locked():
            await reads.acquire()
        before = first._revision
        while first._revision == before:
            # Its end tells why.
            await asyncio.wait({keeping}, timeout=LEASE_S / 20)
            assert not keeping.done(), keeping
        # The first of these may have begun before the renewal.
        for _ in range(3):
            await reads.acquire()

    async with asyncio.timeout(60):
        one = await first.stand()
        assert first.holds()
        keeping = asyncio.create_task(first.keep_renewing())
        standing = asyncio.create_task(second.stand(lambda _: reads.release()))
        for _ in range(_TERMS):
            await renewed_and_read()
            clock.now += _NEARLY * LEASE_S
            assert not standing.done() and not second.holds(), "the other still renews"
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        while not standing.done():
            clock.now += LEASE_S
            await asyncio.wait({standing}, timeout=LEASE_S / 5)
        two = await standing
    assert two > one
    assert second.holds()
    assert not first.holds(), "it has not been told so, and says nothing all the same"


async def test_of_two_who_stand_one_leads(opened: Open) -> None:
    leases = [await opened(name) for name in "abc"]
    standing = [asyncio.create_task(lease.stand()) for lease in leases]
    done, waiting = await asyncio.wait(standing, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    assert len(done) == 1
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_who_lost_the_lead_hears_of_it(opened: Open) -> None:
    first, second = await opened("first"), await opened("second")
    await first.stand()
    await asyncio.wait_for(second.stand(), 20)
    await asyncio.wait_for(first.keep_renewing(), 20)
    assert first.fence is None
    assert not await first.confirmed()


async def test_a_lease_given_back_is_free_at_once(opened: Open) -> None:
    first = await opened("first")
    one = await first.stand()
    await first.release()
    assert not first.holds()
    second = await opened("second")
    assert await asyncio.wait_for(second.stand(), LEASE_S) > one


async def test_whoever_is_back_in_time_goes_on_in_the_same_term(broker: Broker, opened: Open) -> None:
    lease = await opened("first")
    fence = await lease.stand()
    again = Client()
    await again.connect(broker.url)
    await lease.open(again, "r2k-lease")
    assert await lease.confirmed()
    assert lease.fence == fence
    await again.close()


async def test_a_bucket_that_was_lost_counts_as_a_new_life(broker: Broker, opened: Open) -> None:
    first = await opened("first")
    one = await first.stand()
    janitor = Client()
    await janitor.connect(broker.url)
    await janitor.jetstream().delete_key_value("r2k-lease")
    await first.open(janitor, "r2k-lease")
    assert first.fence is None
    assert await first.stand() > one
    await janitor.close()


async def test_a_broker_without_jetstream_says_so(tmp_path: Path) -> None:
    broker = Broker(tmp_path, jetstream=False)
    client = Client()
    await client.connect(broker.url)
    try:
        with pytest.raises(LinkLost, match="does it run JetStream"):
            await Lease("a", LEASE_S).open(client, "r2k-lease")
    finally:
        await client.close()
        broker.kill()
