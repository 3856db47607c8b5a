"""One look through an engine: one of this process, started, settled, asked, ended; or that of a hub."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.errors import HubUnavailable, UsageError
from r2k_tui.bootstrap.links import attach
from r2k_tui.bootstrap.source import make_source
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot, Watch
from r2k_tui.sources.base import NotFound

Result = TypeVar("Result")
_ANSWERS_S, _POLLS_S, _LOOK_S = 8.0, 10.0, 0.2


class EngineHandle(Protocol):
    """The engine that is looked at."""

    async def idle(self) -> None:
        """Wait until nothing is done in the background."""


def run_once(setup: EngineSetup, ask: Callable[[EngineHandle, Link], Awaitable[Result]]) -> Result:
    """What `ask` finds once every topic was tried; a replay is looked at when its day is over.

    Raises UsageError where the store cannot be opened, NoHub where the hub of the setup has no engine.
    """
    _log_to(setup)
    if setup.attach:
        return asyncio.run(run_once_on_hub(setup, ask))
    if setup.replay is not None:
        setup = msgspec.structs.replace(setup, replay=msgspec.structs.replace(setup.replay, played=True))
    return asyncio.run(_look(setup, ask))


async def _look(setup: EngineSetup, ask: Callable[[EngineHandle, Link], Awaitable[Result]]) -> Result:
    try:
        engine = build_engine(setup, time.time)
    except (sqlite3.Error, OSError) as error:
        raise UsageError(f"the store cannot be opened: {error}") from None
    link = MemoryLink(engine)
    await link.start()
    try:
        await engine.settle()
        return await ask(engine, link)
    finally:
        await link.close()


class RemoteEngine:
    """An engine whose background is none of ours."""

    async def idle(self) -> None:
        """See Looked."""


async def run_once_on_hub(setup: EngineSetup, ask: Callable[[EngineHandle, Link], Awaitable[Result]]) -> Result:
    """What `ask` finds once the engine has looked for what is watched, or after ten seconds. Raises NoHub."""
    link = attach(setup)
    try:
        await link.start()
        config = setup.config
        with suppress(TimeoutError):
            async with asyncio.timeout(_POLLS_S):
                await _watched(link, tuple(dict.fromkeys((config.market.index, *config.watchlist.symbols))))
        return await ask(RemoteEngine(), link)
    except LinkLost as error:
        raise HubUnavailable(str(error)) from None
    finally:
        await link.close()


async def _watched(link: Link, symbols: tuple[str, ...]) -> None:
    """Wait until the engine knows each symbol's quote, or what is wrong with it. Raises LinkLost, TimeoutError."""
    try:
        async with asyncio.timeout(_ANSWERS_S):
            await link.ask(Watch(symbols))
    except TimeoutError:
        raise LinkLost("no engine answers on the hub") from None
    while True:
        known = await link.ask(GetSnapshot())
        if isinstance(known, Snapshot):
            told = {quote.symbol for quote in known.quotes} | {problem.symbol for problem in known.problems}
            if told.issuperset(symbols):
                return
        await asyncio.sleep(_LOOK_S)


def _log_to(setup: EngineSetup) -> None:
    if setup.log_path:
        level = logging.DEBUG if setup.verbose else logging.INFO
        logging.basicConfig(filename=Path(setup.log_path), level=level)
    else:
        logging.basicConfig(stream=sys.stderr, level=logging.DEBUG if setup.verbose else logging.CRITICAL)


def look_up(setup: EngineSetup, symbol: str, deadline_s: float) -> float:
    """The price that the source gives of one symbol, past the store. Raises SourceError, TimeoutError."""

    async def ask() -> float:
        source = await asyncio.to_thread(make_source, setup)
        try:
            batch = await asyncio.wait_for(source.quotes([symbol]), deadline_s)
        finally:
            await source.close()
        prices = [quote.price for quote in batch.quotes if quote.price is not None]
        if not prices:
            raise NotFound(batch.problems[0].message if batch.problems else f"no price of {symbol}")
        return prices[0]

    return asyncio.run(ask())
