"""Terminals at a leaf of the broker, the engine at its core: as in docs/scale.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.model.messages.subscription import Lookup, LookupReply
from tests.fakes.broker import Broker, free_port
from tests.hub.served import GENEROUS, Served
from tests.link.contract import news, next_price, snapshot
from tests.link.scripted_engine import plain_hours


@pytest.fixture
def core_and_leaf(tmp_path: Path) -> Iterator[tuple[Broker, Broker]]:
    port = free_port()
    for name in ("core", "leaf"):
        (tmp_path / name).mkdir()
    core = Broker(tmp_path / "core", f'leafnodes {{ listen: "127.0.0.1:{port}" }}')
    remote = f'leafnodes {{ remotes: [ {{ url: "nats-leaf://127.0.0.1:{port}" }} ] }}'
    leaf = Broker(tmp_path / "leaf", remote, jetstream=False)
    yield core, leaf
    leaf.kill()
    core.kill()


async def test_a_terminal_at_a_leaf_has_what_one_at_the_core_has(
    core_and_leaf: tuple[Broker, Broker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExchangeHours, "load", plain_hours)
    core, leaf = core_and_leaf
    served = Served(core.url, Fence(1, 1)).begin()
    near, far = (NatsLink(address_of(broker.url, GENEROUS, {})) for broker in (core, leaf))
    for link in (near, far):
        await link.start()
    frames = far.frames()
    assert (await snapshot(far)).epoch == (await snapshot(near)).epoch
    latest = await news(near, above=await news(far))
    while await next_price(frames) < latest:
        pass
    assert isinstance(await far.ask(Lookup("GLD")), LookupReply)
    assert set(served.serving.readers) == {near.reader, far.reader}
    await far.close()
    while far.reader in served.serving.readers:
        await near.ask(Lookup("GLD"))
    await near.close()
    served.end()
