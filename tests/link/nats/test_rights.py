"""What an account may not do, said by a real broker and by the engine behind it, before anybody types."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.link.engine_client import RETRY, EngineClient, Lost
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.link.nats.rights import denied
from r2k_tui.link.protocol import Refused
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.alerts import MuteAlert, UseRules
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup
from r2k_tui.ui.mirror.mirror import Mirror
from tests.fakes.broker import Broker
from tests.hub.served import Served
from tests.link.scripted_engine import plain_hours

_RIGHTS = """
authorization { users: [
  { user: engine, password: e }
  { user: desk, password: d, permissions: {
      publish: ["r2k.ask.desk.*", "r2k.here.desk.*", "r2k.gone.desk.*"]
      subscribe: ["r2k.frames", "r2k.reply.desk.*"] } }
  { user: mute, password: m, permissions: {
      publish: ["r2k.here.mute.*", "r2k.gone.mute.*"], subscribe: ["r2k.frames", "r2k.reply.mute.*"] } }
  { user: deaf, password: d, permissions: { publish: ["r2k.>"], subscribe: ["r2k.reply.deaf.*"] } } ] }
"""


@pytest.fixture
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    monkeypatch.setattr(ExchangeHours, "load", plain_hours)
    server = Broker(tmp_path, _RIGHTS, jetstream=False)
    engine = Served(server.url.replace("//", "//engine:e@"), Fence(1, 1)).begin()
    yield server
    engine.end()
    server.kill()


def link_of(broker: Broker, who: str) -> NatsLink:
    return NatsLink(address_of(broker.url.replace("//", f"//{who}@"), HubSettings(), {}))


async def test_the_picture_says_what_this_terminal_may_not(guarded: Broker) -> None:
    link = link_of(guarded, "desk:d")
    await link.start()
    try:
        picture = await link.ask(GetSnapshot())
        assert isinstance(picture, Snapshot)
        mirror = Mirror(SourceFacts("hub"), "^RUT")
        assert mirror.refusal(UseRules) == "", "nothing is known before"
        mirror.apply(picture)
        assert mirror.refusal(Lookup) == ""
        for kind, request in ((UseRules, UseRules(())), (MuteAlert, MuteAlert("a", True))):
            refusal = await link.ask(request)
            assert isinstance(refusal, Failure)
            assert mirror.refusal(kind) == refusal.message != ""
    finally:
        await link.close()


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("mute:m", "this account may not send requests to the engine (publish r2k.ask.mute.*)"),
        ("deaf:d", "this account may not receive updates (subscribe to r2k.frames)"),
    ],
)
async def test_an_account_that_may_only_half_is_told_so_once(guarded: Broker, who: str, words: str) -> None:
    following = EngineClient.of_hub(lambda: link_of(guarded, who))
    mirror, news, pauses = Mirror(SourceFacts("hub"), "^RUT"), 0, list[float]()
    async with asyncio.timeout(60), aclosing(following.events()) as events:
        async for event in events:
            assert isinstance(event, Lost)
            assert words in event.message
            assert event.message.endswith('see "Rights" in docs/hub.md for what an account needs')
            news += mirror.is_news(event)
            mirror.apply(event)
            pauses.append(event.wait_s)
            if len(pauses) == 3:
                break
    assert news == len(mirror.log.entries) == 1
    assert pauses[0] >= 0.5 and pauses[1] >= 1.0 and pauses[2] >= 2.0


async def test_whoever_asks_once_is_told_the_same(guarded: Broker) -> None:
    link = link_of(guarded, "mute:m")
    await link.start()
    try:
        with pytest.raises(Refused, match=r"may not send requests to the engine"):
            async with asyncio.timeout(20):
                await link.ask(GetSnapshot())
    finally:
        await link.close()


def test_back_again_is_noted_with_how_long_it_took() -> None:
    now = [100.0]
    mirror = Mirror(SourceFacts("hub"), "^RUT", wall=lambda: now[0])
    for _ in range(3):
        mirror.apply(Lost("gone", 1.0, RETRY))
    now[0] = 112.0
    mirror.apply(Snapshot("e", 1, 0.0, SourceFacts("hub"), mirror.session))
    assert [entry.message for entry in mirror.log.entries] == ["gone; trying again", "reconnected after 12 s"]
    mirror.apply(Lost("gone", 1.0, RETRY))
    assert len(mirror.log.entries) == 3, "another loss is told anew"


def test_words_that_are_not_known_are_passed_on_without_controls() -> None:
    said = denied("nats://h:4222", "Permissions Violation: \x1b[31mno", "r2k")
    assert said.startswith("the hub nats://h:4222 refuses: Permissions Violation: ") and "\x1b" not in said
