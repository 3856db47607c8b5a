"""Brokers and engines of a hub, for the parts of the link that need a real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.link import NatsLink
from tests.fakes.broker import Broker
from tests.hub.conftest import broker, start_engine
from tests.hub.served import GENEROUS, Served
from tests.link.nats.served import FIRST, HANGS_S
from tests.link.scripted_engine import plain_hours

__all__ = ["broker", "start_engine"]


@pytest.fixture(scope="module")
def shared_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A server for all tests of this module; answers of more than 64 kB come in parts."""
    server = Broker(tmp_path_factory.mktemp("broker"), max_payload=65_536)
    yield server
    server.kill()


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExchangeHours, "load", plain_hours)


@pytest.fixture
def serve(shared_broker: Broker, plain: None) -> Iterator[Callable[..., Served]]:
    """Puts engines behind the broker."""
    made: list[Served] = []

    def serve(fence: Fence = FIRST, hub: HubSettings = GENEROUS) -> Served:
        made.append(Served(shared_broker.url, fence, hub).begin())
        return made[-1]

    yield serve
    for served in made:
        served.end()


@pytest.fixture
async def attach(shared_broker: Broker) -> AsyncIterator[Callable[..., Awaitable[NatsLink]]]:
    """Starts links to whatever is behind the broker."""
    made: list[NatsLink] = []

    async def attach(hub: HubSettings = GENEROUS, tracker: LeaderTracker | None = None) -> NatsLink:
        made.append(NatsLink(address_of(shared_broker.url, hub, {}), tracker))
        await made[-1].start()
        return made[-1]

    async with asyncio.timeout(HANGS_S):
        yield attach
    for link in made:
        await link.close()
