"""The link to a hub: the contract, over a real broker, and what only a hub has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.link.nats import serving
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.envelope import Fence, seal
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model.messages.alerts import MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.allocation import StopLaboratory
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.model.messages.subscription import Lookup, LookupReply, Refresh, Watch
from tests.fakes.broker import Broker, free_port
from tests.hub.served import GENEROUS, Served
from tests.link.contract import LinkContract, Start, news, next_price, snapshot
from tests.link.scripted_engine import plain_hours


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A server for all tests of this module; answers of more than 64 kB come in parts."""
    server = Broker(tmp_path_factory.mktemp("broker"), max_payload=65_536)
    yield server
    server.kill()


class TestNatsLink(LinkContract):
    refused = frozenset({ControlReplay, MuteAlert, StopLaboratory, TryAlert, UseRules})

    @pytest.fixture
    async def start(self, broker: Broker, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
        monkeypatch.setattr(ExchangeHours, "load", plain_hours)
        served = Served(broker.url, Fence(1, 1)).begin()
        made: list[NatsLink] = []

        async def start() -> Link:
            made.append(NatsLink(address_of(broker.url, served.hub, {})))
            await made[-1].start()
            return made[-1]

        yield start
        for link in made:
            await link.close()
        served.end()


HANGS_S = 30.0
FIRST = Fence(1, 1)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExchangeHours, "load", plain_hours)


@pytest.fixture
def serve(broker: Broker, plain: None) -> Iterator[Callable[..., Served]]:
    """Puts engines behind the broker."""
    made: list[Served] = []

    def serve(fence: Fence = FIRST, hub: HubSettings = GENEROUS) -> Served:
        made.append(Served(broker.url, fence, hub).begin())
        return made[-1]

    yield serve
    for served in made:
        served.end()


@pytest.fixture
async def attach(broker: Broker) -> AsyncIterator[Callable[..., Awaitable[NatsLink]]]:
    """Starts links to whatever is behind the broker."""
    made: list[NatsLink] = []

    async def attach(hub: HubSettings = GENEROUS, tracker: LeaderTracker | None = None) -> NatsLink:
        made.append(NatsLink(address_of(broker.url, hub, {}), tracker))
        await made[-1].start()
        return made[-1]

    async with asyncio.timeout(HANGS_S):
        yield attach
    for link in made:
        await link.close()


Serve = Callable[..., Served]
Attach = Callable[..., Awaitable[NatsLink]]


class TestOneEngineManyTerminals:
    async def test_a_frame_is_encoded_once_whoever_listens(self, serve: Serve, attach: Attach) -> None:
        served = serve()
        links = [await attach() for _ in range(10)]
        frames = [link.frames() for link in links]
        for link in links:
            await snapshot(link)
        before, first = served.serving.encoded, await snapshot(links[0])
        latest = await news(links[0])
        for _ in range(5):
            latest = await news(links[0], above=latest)
        for each in frames:
            while await next_price(each) < latest:
                pass
        last = await snapshot(links[0])
        # One a change at the most, whoever listens, and a heartbeat now and then.
        assert served.serving.encoded - before <= last.seq - first.seq + 5

    async def test_a_snapshot_is_encoded_once_while_nothing_changes(
        self, serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        serve()
        links = [await attach() for _ in range(5)]
        await snapshot(links[0])
        sealed: list[int] = []
        monkeypatch.setattr(serving, "seal", lambda body: sealed.append(len(body)) or seal(body))
        pictures = await asyncio.gather(*(snapshot(link) for link in links))
        assert len([size for size in sealed if size > 1000]) <= len({picture.seq for picture in pictures})

    async def test_a_terminal_that_goes_is_forgotten(self, serve: Serve, attach: Attach) -> None:
        served = serve()
        link, other = await attach(), await attach()
        await link.ask(Watch(("GLD", "A")))
        await other.ask(Watch(("B",)))
        assert {"A", "B"} <= set(served.engine.core.interest.watched())
        await link.close()
        while "A" in served.engine.core.interest.watched():
            await other.ask(Lookup("GLD"))
        assert "B" in served.engine.core.interest.watched()

    async def test_a_terminal_that_is_silent_for_long_is_forgotten(
        self, serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(serving, "PRESENCE_S", 0.05)
        monkeypatch.setattr(serving, "_FORGET_S", 0.3)
        served = serve()
        link, other = await attach(), await attach()
        await link.ask(Watch(("A",)))
        while "A" in served.engine.core.interest.watched():
            await other.ask(Lookup("GLD"))

    async def test_more_symbols_than_the_hub_watches(self, serve: Serve, attach: Attach) -> None:
        hub = HubSettings(symbols_each=2, refreshes_per_minute=600_000, asks_at_once=10_000)
        served = serve(hub=hub)
        reply = await (await attach(hub)).ask(Watch(("A", "B", "C")))
        assert reply == Failure("limit", "the hub watches 2 of your 3 symbols: there is a limit")
        assert not {"C"} & set(served.engine.core.interest.watched())

    async def test_more_questions_than_the_hub_answers(self, serve: Serve, attach: Attach) -> None:
        hub = HubSettings(asks_at_once=5, asks_per_minute=1)
        serve(hub=hub)
        link = await attach(hub)
        replies = [type(await link.ask(Lookup("GLD"))) for _ in range(7)]
        # The first may have been asked twice: it went out before the link had heard of any engine.
        assert replies in ([LookupReply] * 5 + [Failure] * 2, [LookupReply] * 4 + [Failure] * 3)


class TestTwoLeaders:
    async def test_what_was_asked_of_the_one_is_answered_by_the_other(self, serve: Serve, attach: Attach) -> None:
        """The first engine is gone before it could say anything."""
        link = await attach()
        asked = asyncio.create_task(link.ask(Lookup("GLD")))
        await asyncio.sleep(0)
        assert link._client is not None
        await link._client.flush()
        first = await asyncio.to_thread(serve, Fence(1, 1))
        assert isinstance(await asked, LookupReply)
        first.leads = False
        later = asyncio.create_task(link.ask(GetBars("GLD", "MAX")))
        await asyncio.sleep(0)
        await link._client.flush()
        await asyncio.to_thread(serve, Fence(1, 2))
        assert isinstance(await later, BarsReply)

    async def test_an_older_one_is_heard_no_more(self, serve: Serve, attach: Attach) -> None:
        old, new = serve(Fence(1, 1)), serve(Fence(1, 2))
        tracker = LeaderTracker()
        link = await attach(tracker=tracker)
        frames = link.frames()
        while tracker.fence < Fence(1, 2):
            await anext(frames)
        epochs = {(await snapshot(link)).epoch for _ in range(5)}
        for _ in range(20):
            await link.ask(Refresh())
            epochs.add((await anext(frames)).epoch)
        again = await attach(tracker=tracker)
        epochs.add((await snapshot(again)).epoch)
        assert epochs == {new.engine.publisher.epoch}
        assert old.serving.encoded > 0, "it speaks all the time"

    async def test_one_who_does_not_lead_any_more_is_silent(self, serve: Serve, attach: Attach) -> None:
        served = serve()
        link = await attach()
        await snapshot(link)
        served.leads = False
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(link.ask(Lookup("GLD")), 0.5)
        served.leads = True
        assert isinstance(await link.ask(Lookup("GLD")), LookupReply)


class TestABrokerThatFails:
    async def test_nobody_listens(self) -> None:
        link = NatsLink(address_of(f"nats://joe:hunter2@127.0.0.1:{free_port()}", HubSettings(), {}))
        with pytest.raises(LinkLost, match="cannot be reached") as caught:
            await link.start()
        assert "hunter2" not in str(caught.value)
        await link.close()

    async def test_one_that_does_not_know_us(self, tmp_path: Path) -> None:
        broker = Broker(tmp_path, "authorization { user: joe, password: right }")
        link = NatsLink(address_of(f"nats://joe:wrong@127.0.0.1:{broker.port}", HubSettings(), {}))
        with pytest.raises(LinkLost, match="Authorization Violation") as caught:
            await link.start()
        assert "wrong" not in str(caught.value)
        await link.close()
        token = Broker(_made(tmp_path / "token"), "authorization { token: t0ken }")
        known = NatsLink(address_of(f"127.0.0.1:{token.port}", HubSettings(), {"R2K_HUB_TOKEN": "t0ken"}))
        await known.start()
        await known.close()
        broker.kill()
        token.kill()

    async def test_it_dies(self, tmp_path: Path, plain: None) -> None:
        broker = Broker(tmp_path)
        served = Served(broker.url, Fence(1, 1)).begin()
        link = NatsLink(address_of(broker.url, GENEROUS, {}))
        await link.start()
        await snapshot(link)
        frames = link.frames()
        pending = asyncio.create_task(link.ask(Lookup("SLOW")))
        await snapshot(link)
        broker.kill()
        async with asyncio.timeout(HANGS_S):
            with pytest.raises(LinkLost, match=r"the hub .* is lost"):
                await pending
            with pytest.raises(LinkLost, match=r"the hub .* is lost"):
                while True:
                    await anext(frames)
        await link.close()
        served.end()

    async def test_asking_before_the_start(self) -> None:
        with pytest.raises(LinkLost, match="not been started"):
            await NatsLink(address_of("127.0.0.1:1", HubSettings(), {})).ask(Refresh())


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
