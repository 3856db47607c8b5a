"""The engine behind the tools: started by the first call, closed when nobody has called for a while."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.errors import HUB_REMEDY, HubUnavailable, UsageError
from r2k_tui.bootstrap.links import attach
from r2k_tui.commands.shared.one_shot import watch_until_answered
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.link.protocol import Link, LinkLost

log = logging.getLogger(__name__)
Result = TypeVar("Result")
IDLE_S = 900.0
_ANSWERS_S = 10.0
_CLOSE_S = 3.0
# Symbols of earlier calls that the engine still polls.
_MOST_WATCHED = 100


class EngineSession:
    """One engine for all calls, in this process or behind a hub. An idle one is closed, so that it asks no provider."""

    def __init__(self, setup: EngineSetup, idle_s: float = IDLE_S) -> None:
        self.setup, self._idle_s = setup, idle_s
        self._link: Link | None = None
        self._opening = asyncio.Lock()
        self._calls = 0
        self._closing: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._watched = tuple(dict.fromkeys((setup.config.market.index, *setup.config.watchlist.symbols)))

    @property
    def is_open(self) -> bool:
        """Whether an engine is there."""
        return self._link is not None

    async def ask(self, symbols: tuple[str, ...], question: Callable[[Link], Awaitable[Result]]) -> Result:
        """The result of `question`, once the engine has an answer for each of `symbols`, or after ten seconds.

        Raises UsageError if the store cannot be opened, HubUnavailable if no engine answers on the hub.
        """
        self._calls += 1
        self._keep_open()
        try:
            link = await self._opened()
            with suppress(TimeoutError):
                async with asyncio.timeout(_ANSWERS_S):
                    await self._watch(link, symbols)
            return await question(link)
        except LinkLost as error:
            await self.close()
            raise HubUnavailable(f"{error}; {HUB_REMEDY}") from None
        finally:
            self._calls -= 1
            self._close_later()

    async def _watch(self, link: Link, symbols: tuple[str, ...]) -> None:
        self._watched = tuple(dict.fromkeys((*self._watched, *symbols)))
        if len(self._watched) > _MOST_WATCHED:
            self._watched = tuple(dict.fromkeys((*self._watched[-_MOST_WATCHED:], *symbols)))
        await watch_until_answered(link, symbols, self._watched)

    async def _opened(self) -> Link:
        async with self._opening:
            if self._link is None:
                self._link = await self._open()
            return self._link

    async def _open(self) -> Link:
        if self.setup.attach:
            link = attach(self.setup)
            await link.start()
            return link
        try:
            engine = build_engine(self.setup, time.time)
        except (sqlite3.Error, OSError) as error:
            raise UsageError(f"cannot open the store: {error}") from None
        local = MemoryLink(engine)
        await local.start()
        await engine.settle()
        return local

    def _keep_open(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None

    def _close_later(self) -> None:
        if self._calls == 0 and self._link is not None:
            self._closing = asyncio.get_running_loop().call_later(self._idle_s, self._close_idle)

    def _close_idle(self) -> None:
        log.info("no call for %g minutes: the engine is closed until the next one", self._idle_s / 60)
        task = asyncio.get_running_loop().create_task(self.close())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Close the engine; the next call starts another."""
        self._keep_open()
        link, self._link = self._link, None
        if link is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_CLOSE_S):
                    await link.close()
