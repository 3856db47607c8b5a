"""The state of an engine, kept up to date for a command that runs until it is ended."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing

import msgspec

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.errors import HUB_REMEDY, HubUnavailable
from r2k_tui.bootstrap.links import attach
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.engine_client import EngineClient, Lost
from r2k_tui.link.memory import MemoryLink
from r2k_tui.link.protocol import Link
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Watch
from r2k_tui.ui.mirror.mirror import Mirror


class Follower:
    """Mirror of an engine: one in this process, or the leading one of a hub, which is followed across its losses.

    `news` is set by each event. `refusal`: why a hub does not let these symbols be watched, "" otherwise.
    """

    def __init__(
        self,
        setup: EngineSetup,
        symbols: tuple[str, ...],
        make_link: Callable[[], Link] | None = None,
        *,
        waits: bool = False,
    ) -> None:
        wall: Callable[[], float] = time.time
        self._remote = bool(setup.attach)
        if setup.attach:
            from r2k_tui.link.nats.leader import LeaderTracker

            leader = LeaderTracker()
            wall = leader.now
            self._client = EngineClient.of_hub(make_link or (lambda: attach(setup, leader)))
        else:
            self._client = EngineClient(make_link or (lambda: MemoryLink(build_engine(setup))))
        self.mirror = Mirror(setup.facts, setup.config.market.index, wall, as_of=setup.as_of)
        self.news = asyncio.Event()
        self.refusal = ""
        # Without an engine at the start, a command ends, or waits for one that is about to lead.
        self._symbols, self._met = symbols, waits
        self._watching: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Follow the engine until cancelled. Raises HubUnavailable if the hub has no engine at the start."""
        try:
            async with aclosing(self._client.events()) as events:
                async for event in events:
                    if isinstance(event, Lost) and self._remote and not self._met:
                        raise HubUnavailable(f"{event.message}; {HUB_REMEDY}")
                    self.mirror.apply(event)
                    if isinstance(event, Snapshot):
                        self._met = True
                        self._watch()
                    self.news.set()
        finally:
            if self._watching is not None:
                self._watching.cancel()

    @property
    def settled(self) -> bool:
        """Whether the engine has had an answer to its first request for quotes, or is lost."""
        status = self.mirror.feeds.get("quotes")
        return bool(self.mirror.lost) or (status is not None and status.state is not FeedState.STARTING)

    def _watch(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
        self._watching = asyncio.create_task(self._ask_to_watch())

    async def _ask_to_watch(self) -> None:
        reply = await self._client.ask(Watch(self._symbols))
        self.refusal = reply.message if isinstance(reply, Failure) and reply.kind != "offline" else ""
        self.news.set()


def without_members(setup: EngineSetup) -> EngineSetup:
    """The setup of an engine that polls the watched symbols only, not the constituents of the index."""
    universe = msgspec.structs.replace(setup.config.universe, enabled=False)
    return msgspec.structs.replace(setup, config=msgspec.structs.replace(setup.config, universe=universe))
