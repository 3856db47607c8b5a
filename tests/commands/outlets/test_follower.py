"""A mirror that follows an engine: from its first answer, over its loss, to the next one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from r2k_tui.bootstrap.errors import HubUnavailable
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.commands.outlets.follower import Follower, without_members
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Watch
from tests.fakes.still_market import FACTS, NOW, SESSION, quote


def setup(*, attach: str = "") -> EngineSetup:
    local = resolve(SetupRequest(source="demo"), load(packaged_path()))
    return msgspec.structs.replace(local, attach=attach)


class OneLink:
    """A link with one snapshot; `lose` ends it."""

    def __init__(self, *, absent: bool = False, watched: Reply | None = None) -> None:
        self.asked: list[Request] = []
        self._absent, self._watched = absent, watched or Done()
        self._lost = asyncio.Event()

    def lose(self) -> None:
        self._lost.set()

    async def start(self) -> None:
        if self._absent:
            raise LinkLost("nobody is there")

    async def frames(self) -> AsyncIterator[Frame]:
        await self._lost.wait()
        raise LinkLost("it has gone")
        yield

    async def ask(self, request: Request) -> Reply:
        self.asked.append(request)
        feeds = (FeedStatus("quotes", FeedState.OK),)
        snapshot = Snapshot("epoch", 1, NOW, FACTS, SESSION, quotes=(quote("IWM"),), feeds=feeds)
        return snapshot if isinstance(request, GetSnapshot) else self._watched

    async def close(self) -> None:
        self._lost.set()


async def seen(follower: Follower, condition: str) -> None:
    async with asyncio.timeout(30):
        while not eval(condition, {"it": follower}):
            follower.news.clear()
            await follower.news.wait()


async def test_it_watches_its_symbols_and_outlives_a_loss() -> None:
    links = [OneLink(), OneLink()]
    made = iter(links)
    follower = Follower(setup(attach="nats://127.0.0.1:1"), ("IWM",), lambda: next(made))
    assert not follower.settled
    running = asyncio.create_task(follower.run())
    try:
        await seen(follower, "it.mirror.connected and it.settled")
        links[0].lose()
        await seen(follower, "it.mirror.lost")
        assert follower.mirror.lost == "it has gone" and follower.settled
        await seen(follower, "not it.mirror.lost")
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    for link in links:
        assert Watch(("IWM",)) in link.asked, "each engine is told anew"


async def test_a_refusal_to_watch_is_kept() -> None:
    link = OneLink(watched=Failure("quota", "at most 10 symbols"))
    follower = Follower(setup(attach="nats://127.0.0.1:1"), ("IWM",), lambda: link)
    running = asyncio.create_task(follower.run())
    try:
        await seen(follower, "it.refusal")
        assert follower.refusal == "at most 10 symbols"
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_without_an_engine_at_the_start_a_hub_is_an_error_with_a_remedy() -> None:
    follower = Follower(setup(attach="nats://127.0.0.1:1"), ("IWM",), lambda: OneLink(absent=True))
    with pytest.raises(HubUnavailable, match="nobody is there; start an engine there with"):
        await follower.run()


async def test_one_that_waits_does_not_give_up() -> None:
    made = iter([OneLink(absent=True), OneLink()])
    follower = Follower(setup(attach="nats://127.0.0.1:1"), ("IWM",), lambda: next(made), waits=True)
    running = asyncio.create_task(follower.run())
    try:
        await seen(follower, "it.mirror.connected and not it.mirror.lost")
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def test_an_engine_for_some_symbols_polls_no_members() -> None:
    before = setup()
    assert before.config.universe.enabled
    assert not without_members(before).config.universe.enabled
