"""One look through an engine: one of this process, started, settled, asked, ended; or that of a hub."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from r2k_tui.bootstrap.build import UsageError, build_engine, make_source
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.link.protocol import Link
from r2k_tui.sources.base import NotFound

Result = TypeVar("Result")


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
        from r2k_tui.commands.shared.attached import run_once_on_hub

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
