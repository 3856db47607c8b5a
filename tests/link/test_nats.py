"""The link to a hub: the contract, over a real broker, and what only a hub has."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from r2k_tui.engine.hours import ExchangeHours
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.link.protocol import Link
from tests.fakes.broker import Broker
from tests.hub.served import Served
from tests.link.contract import LinkContract, Start
from tests.link.scripted_engine import plain_hours


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A server for all tests of this module; answers of more than 64 kB come in parts."""
    server = Broker(tmp_path_factory.mktemp("broker"), max_payload=65_536)
    yield server
    server.kill()


class TestNatsLink(LinkContract):
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
