"""A flood through a real broker: whatever a client sends, log and terminals get a line of each reason."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator

import msgspec
import pytest
from nats.aio.client import Client

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.engine import Engine
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.connection import settle
from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.link.nats.refusals import Refusals
from r2k_tui.link.wire import Ask
from r2k_tui.model.messages.alerts import MuteAlert
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, Watch
from r2k_tui.model.tally import Tally
from tests.fakes.broker import Broker
from tests.hub.served import GENEROUS, Served
from tests.link.scripted_engine import moving_engine, plain_hours

# Far more than a log may say; many more of them under `-m slow`.
MANY, VERY_MANY, CHANGES = 5_000, 20_000, 40
# Entries of one topic before they are counted.
AT_ONCE = 10
# The terminal that looks on is the first of four, and asks a few things itself.
SETTINGS = HubSettings(terminals=4, asks_at_once=20, asks_per_minute=1)


class Time:
    """Seconds, as the test has them."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def served(broker: Broker, time: Time, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(ExchangeHours, "load", plain_hours)
    engine = Served(broker.url, Fence(1, 1), SETTINGS, refusals=Refusals(time)).begin()
    yield engine
    engine.end()


@pytest.fixture
async def onlooker(broker: Broker, served: Served) -> AsyncIterator[NatsLink]:
    link = NatsLink(address_of(broker.url, SETTINGS, {}))
    await link.start()
    assert isinstance(await link.ask(GetSnapshot()), Snapshot)
    yield link
    await link.close()


def asked(number: int, request: object) -> bytes:
    return msgspec.msgpack.encode(Ask(number, request))  # type: ignore[arg-type]


async def flood(url: str, served: Served, many: int) -> None:
    """Everything that is refused, far more often than a log may say so."""
    client = Client()
    await client.connect(url)
    muted = asked(1, MuteAlert("x", True))
    for number in range(many):
        await client.publish("r2k.ask.eve.1", b"\xc1 is no msgpack")
        await client.publish("r2k.ask.eve.1", muted)
        if number % 4 == 0:
            await client.publish("r2k.ask.eve.2", asked(number, Lookup("IWM")))
            # A terminal of another name each time.
            await client.publish(f"r2k.ask.e{number}.{number}", asked(number, Lookup("IWM")))
        if number % 200 == 0:
            await client.publish("r2k.ask.eve.1", bytes(70_000))
            await client.flush()  # otherwise the broker takes us for too slow
            await read_up(served)
    await settle(client)
    await client.close()
    await read_up(served)


async def read_up(served: Served) -> None:
    """Wait until the engine has read what the broker has sent it, and done it."""

    async def read() -> None:
        await served.client.flush()
        for subscription in served.client._subs.values():
            await subscription._pending_queue.join()
        while any(served.serving._working.values()):
            await asyncio.wait([task for tasks in served.serving._working.values() for task in tasks])

    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(read(), served._loop))


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("r2k_tui")]


@pytest.mark.parametrize("many", [MANY, pytest.param(VERY_MANY, marks=pytest.mark.slow)])
async def test_a_flood_is_a_line_of_each_reason_and_a_minute_later_its_number(
    broker: Broker, served: Served, onlooker: NatsLink, time: Time, caplog: pytest.LogCaptureFixture, many: int
) -> None:
    caplog.set_level(logging.INFO)
    await flood(broker.url, served, many)
    said = lines(caplog)
    reasons = ["not a request", "longer than 64 KiB", "are muted", "serves 4 terminals", "1 request a minute"]
    for reason in reasons:
        assert len([line for line in said if reason in line]) == 1, said
    assert len(said) <= len(reasons) + 2, said
    caplog.clear()
    time.now = 60.0
    served.do(told(served))
    later = lines(caplog)
    assert f"{many - 1:,} more requests refused in the last minute: not a request" in "\n".join(later)
    assert "by eve (" in "\n".join(later)
    assert len(later) <= len(said), later
    # What every terminal hears is the engine's own log, and nothing beside it.
    entries = [entry for entry in served.engine.market.event_log.since(1) if entry.topic == "refusals"]
    assert 0 < len(entries) <= len(said) + len(later), entries
    assert len(served.serving._working) <= SETTINGS.terminals, "nothing is kept of those that are one too many"


async def told(served: Served) -> None:
    served.refusals.report()


async def test_the_terminals_hear_those_lines(broker: Broker, served: Served, onlooker: NatsLink) -> None:
    frames = onlooker.frames()
    client = Client()
    await client.connect(broker.url)
    for _ in range(1000):
        await client.publish("r2k.ask.eve.1", b"\xc1")
    await client.flush()
    await client.close()
    await read_up(served)
    heard: list[str] = []
    async with asyncio.timeout(20):
        while not any("is refused" in line for line in heard):
            heard += [entry.message for entry in (await anext(frames)).log]
    assert heard.count("a request of eve is refused: not a request that this version of R2K knows") == 1


@pytest.fixture
def generous(broker: Broker, time: Time, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """An engine that serves as many requests as come."""
    monkeypatch.setattr(ExchangeHours, "load", plain_hours)

    def counting_from_the_start() -> Engine:
        made = moving_engine()
        made.market._notes = Tally(time, AT_ONCE)
        return made

    engine = Served(broker.url, Fence(1, 1), make=counting_from_the_start).begin()
    yield engine
    engine.end()


@pytest.fixture
async def watcher(broker: Broker, generous: Served) -> AsyncIterator[NatsLink]:
    link = NatsLink(address_of(broker.url, GENEROUS, {}))
    await link.start()
    yield link
    await link.close()


async def test_symbols_that_do_not_exist_watched_in_turn_are_few_lines(
    watcher: NatsLink, generous: Served, time: Time
) -> None:
    market = generous.engine.market
    frames = watcher.frames()
    for number in range(CHANGES):
        junk = tuple(f"JUNK{number}X{place}" for place in range(1 + number % 3))
        await watcher.ask(Watch(("IWM", *junk)))
        # Quotes and bars are asked apart: the next list may come only when both have failed for this one.
        missing = {f"nobody knows {junk[-1]}", f"no 1d bars: nobody has 1d bars of {junk[-1]}"}
        async with asyncio.timeout(20):
            while missing:
                missing -= {problem.message for problem in (await anext(frames)).problems or ()}
    by_topic = Counter(entry.topic for entry in market.event_log.since(1))
    assert by_topic["quotes"] == by_topic["bars 1d"] == AT_ONCE, "all the others are counted"
    assert max(by_topic.values()) == AT_ONCE, by_topic
    before, time.now = len(market.event_log.since(1)), 60.0
    generous.do(counted(generous))
    later = {entry.topic: entry.message for entry in market.event_log.since(1)[before:]}
    assert {"quotes", "bars 1d"} <= set(later) <= set(by_topic)
    assert all("more entries in the last minute" in message for message in later.values())


async def counted(served: Served) -> None:
    served.engine.market.log_counts()
