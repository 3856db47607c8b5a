"""The link to a hub: the contract, over a real broker, and what only a hub has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.link.nats import link as nats_link
from r2k_tui.link.nats import serving
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.known_requests import Introduction, introduction
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.link.nats.presence import PERIOD_S
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model.messages.alerts import MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.allocation.portfolios import StopAllocation
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.charts.marks import AddLine, RemoveMark, SaveNote
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.model.messages.subscription import Lookup, LookupReply, Refresh
from tests.fakes.broker import Broker, free_port
from tests.hub.served import GENEROUS, Served
from tests.link.contract import LinkContract, Start, snapshot
from tests.link.nats.served import HANGS_S, Attach, Serve
from tests.link.scripted_engine import plain_hours


class TestNatsLink(LinkContract):
    refused = frozenset({AddLine, ControlReplay, MuteAlert, RemoveMark, SaveNote, StopAllocation, TryAlert, UseRules})

    @pytest.fixture
    async def start(self, shared_broker: Broker, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
        monkeypatch.setattr(ExchangeHours, "load", plain_hours)
        served = Served(shared_broker.url, Fence(1, 1)).begin()
        made: list[NatsLink] = []

        async def start() -> Link:
            made.append(NatsLink(address_of(shared_broker.url, served.hub, {})))
            await made[-1].start()
            return made[-1]

        yield start
        for link in made:
            await link.close()
        served.end()


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

    async def test_an_end_that_is_cancelled_leaves_no_socket(self, attach: Attach) -> None:
        link = await attach()
        client, begun = link._client, asyncio.Event()
        assert client is not None and client._transport is not None and link._present is not None

        async def ends_slowly() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                begun.set()
                await asyncio.sleep(0.05)

        present, link._present = link._present, asyncio.create_task(ends_slowly())
        await asyncio.sleep(0)
        closing = asyncio.create_task(link.close())
        await begun.wait()
        closing.cancel()
        (result,) = await asyncio.gather(closing, return_exceptions=True)
        assert isinstance(result, asyncio.CancelledError)
        await asyncio.wait_for(client._transport.wait_closed(), HANGS_S)
        present.cancel()

    async def test_asking_before_the_start(self) -> None:
        with pytest.raises(LinkLost, match="not been started"):
            await NatsLink(address_of("127.0.0.1:1", HubSettings(), {})).ask(Refresh())


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


class TestSignsOfLife:
    async def test_a_terminal_announces_itself_as_often_as_the_engine_wants(
        self, serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An engine that names a long period, then one that wants to hear more often: it is not kept waiting."""
        monkeypatch.setattr(serving, "introduction", lambda _: introduction(100.0))
        served = serve()
        link = await attach()
        await snapshot(link)
        while link._introduced.period_s != 100.0:  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(0.01)
        heard = asyncio.Event()
        mark = served.serving._present.mark

        def hear(reader: str) -> bool:
            heard.set()
            return mark(reader)

        monkeypatch.setattr(served.serving._present, "mark", hear)
        monkeypatch.setattr(nats_link, "_EARLIEST", 0.0)
        monkeypatch.setattr(nats_link, "_LATEST", 0.001)
        link._learn(Introduction(frozenset(), PERIOD_S))
        async with asyncio.timeout(HANGS_S):
            while not heard.is_set():  # noqa: ASYNC110  (another thread)
                await asyncio.sleep(0.01)
