"""What an engine says of its broker and of the engine that leads: each thing once, and where terminals read it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from r2k_tui.config.sections.hub import HubSettings as Settings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.hub import HubEngine
from r2k_tui.link.nats.lease import Lease
from r2k_tui.link.nats.outage import Outage
from r2k_tui.link.nats.serving import NatsServing
from tests.fakes.broker import Broker, free_port
from tests.hub.terminals import until
from tests.link.scripted_engine import moving_engine, plain_hours

_SOON_S = 30.0
_LEASE_S = 0.5


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(ExchangeHours, "load", plain_hours)
    caplog.set_level(logging.INFO)


@asynccontextmanager
async def running(url: str, name: str = "one") -> AsyncIterator[HubEngine]:
    hub = HubEngine(address_of(url, Settings(), {}), Settings(), moving_engine, Lease(name, _LEASE_S))
    task = asyncio.create_task(hub.run())
    try:
        yield hub
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await hub.close()


def lines(caplog: pytest.LogCaptureFixture, word: str) -> list[str]:
    """What was logged with this word, in its order."""
    return [record.getMessage() for record in caplog.records if word in record.getMessage()]


def says(caplog: pytest.LogCaptureFixture, word: str) -> Callable[[], bool]:
    return lambda: bool(lines(caplog, word))


def journal(hub: HubEngine) -> list[str]:
    """The log that the terminals of this engine read."""
    return [entry.message for entry in hub.engine.market.event_log.since(1)]  # type: ignore[union-attr]


async def test_a_broker_that_goes_and_comes_back_is_two_lines(broker: Broker, caplog: pytest.LogCaptureFixture) -> None:
    async with running(broker.url) as hub:
        await until(says(caplog, "leading, term"), _SOON_S, "leader")
        broker.kill()
        await until(says(caplog, "is lost"), _SOON_S, "word of the loss")
        await until(says(caplog, "cannot be reached"), _SOON_S, "a try that fails")
        broker.start()
        await until(says(caplog, "is back after"), _SOON_S, "word of the return")
        assert len(lines(caplog, "is lost")) == 1
        assert len(lines(caplog, "is back after")) == 1
        # A record comes to the engine's own log with the next turn of the loop.
        back = f"the broker at {broker.url} is back after "
        await until(lambda: any(line.startswith(back) for line in journal(hub)), _SOON_S, "word of it for terminals")
        told = [line for line in journal(hub) if "broker" in line]
        assert told[-1].startswith(back)
        if hub.engine is not None and any("is lost" in line for line in told):
            assert told[0].startswith(f"the broker at {broker.url} is lost: ")


async def test_an_engine_that_stands_by_says_so_once_and_when_it_takes_over(
    broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(broker.url, "second") as waiting:
        await until(says(caplog, "leading, term 1"), _SOON_S, "leader")
        async with running(broker.url, "third") as other:
            await until(says(caplog, "standing by"), _SOON_S, "word of the standby")
            # It looks again and again; it says nothing more.
            looked = asyncio.get_running_loop().time()
            await until(lambda: asyncio.get_running_loop().time() > looked + 4 * _LEASE_S, _SOON_S, "some looks")
            assert lines(caplog, "standing by") == ["standing by: engine second leads"]
            assert waiting.serving is not None
            await waiting._lease._bucket.purge("leader")  # type: ignore[union-attr]
            await until(says(caplog, "in place of"), _SOON_S, "word of the takeover")
            assert lines(caplog, "in place of")[0].startswith("leading in place of second, term ")
            took = "leading in place of second"
            await until(lambda: any(line.startswith(took) for line in journal(other)), _SOON_S, "word for terminals")
            assert "standing by: engine second leads" in journal(other)


async def test_a_wrong_password_is_one_line_and_the_waits_grow(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker, waits = Broker(tmp_path, "authorization { user: joe, password: right }"), list[float]()
    address = address_of(broker.url.replace("//", "//joe:wrong@"), Settings(), {})
    enough = asyncio.Event()

    class Chance:
        """The longest wait, noted and not waited for."""

        def uniform(self, least: float, most: float) -> float:
            waits.append(most)
            if len(waits) == 9:
                enough.set()
            assert least >= most / 2
            return 0.0

    hub = HubEngine(address, Settings(), moving_engine, random=Chance())  # type: ignore[arg-type]
    task = asyncio.create_task(hub.run())
    try:
        await asyncio.wait_for(enough.wait(), _SOON_S)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await hub.close()
        broker.kill()
    assert waits[:9] == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert "refuses this account: Authorization Violation" in line
    assert "wrong" not in line


async def test_an_engine_s_account_without_rights_is_told_which(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broker = Broker(
        tmp_path,
        'authorization { users: [ { user: e, password: e, permissions: { publish: ["$JS.API.>", "$KV.>"],'
        ' subscribe: ["_INBOX.>"] } } ] }',
    )
    try:
        async with running(broker.url.replace("//", "//e:e@")):
            await until(says(caplog, "may not"), _SOON_S, "word of the rights")
        assert "this account may not subscribe to r2k." in lines(caplog, "may not")[0]
        assert "Rights" in lines(caplog, "may not")[0]
    finally:
        broker.kill()


async def test_an_engine_that_starts_before_its_broker(caplog: pytest.LogCaptureFixture) -> None:
    async with running(f"nats://127.0.0.1:{free_port()}") as hub:
        await until(says(caplog, "cannot be reached"), _SOON_S, "word of it")
        assert hub.serving is None
        assert "trying again" in lines(caplog, "cannot be reached")[0]


def test_reasons_are_told_once_an_outage(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    outage = Outage("nats://h:4222", lambda: now[0])
    for why in ("gone", "refused", "gone", "refused"):
        outage.lost(why)
    now[0] = 12.4
    outage.over()
    outage.over()
    outage.lost("gone")
    now[0] = 1000.0
    outage.over()
    assert [record.getMessage() for record in caplog.records] == [
        "gone; trying again, less and less often",
        "refused; trying again, less and less often",
        "the broker at nats://h:4222 is back after 12 s",
        "gone; trying again, less and less often",
        "the broker at nats://h:4222 is back after 16 min",
    ]


async def test_an_engine_that_is_cancelled_again_at_its_end_leaves_nothing_behind(
    broker: Broker, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of what serves takes time on a busy machine."""
    serving, ends = list[asyncio.Task[None]](), asyncio.Event()
    run = NatsServing.run

    async def slowly(self: NatsServing) -> None:
        serving.append(asyncio.current_task())  # type: ignore[arg-type]
        try:
            await run(self)
        finally:
            ends.set()
            await asyncio.sleep(0.05)

    monkeypatch.setattr(NatsServing, "run", slowly)
    hub = HubEngine(address_of(broker.url, Settings(), {}), Settings(), moving_engine, Lease("one", _LEASE_S))
    task = asyncio.create_task(hub.run())
    await until(says(caplog, "leading, term"), _SOON_S, "leader")
    assert hub.serving is not None
    client = hub.serving._client
    task.cancel()
    await asyncio.wait_for(ends.wait(), _SOON_S)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert serving[0].done(), "nothing serves on a connection that is closed"
    assert client.is_closed and client._transport is not None
    await asyncio.wait_for(client._transport.wait_closed(), _SOON_S)
    await hub.close()
