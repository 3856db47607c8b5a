"""A single query of an engine: a local one, started, settled, queried and closed, or the engine of a hub."""

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
from r2k_tui.bootstrap.errors import HUB_REMEDY, HubUnavailable, UsageError
from r2k_tui.bootstrap.links import attach
from r2k_tui.bootstrap.source import make_source
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Watch
from r2k_tui.sources.base import NotFound

QueryResult = TypeVar("QueryResult")
_REPLY_S, _POLL_S, _RETRY_S = 8.0, 10.0, 0.2


class EngineHandle(Protocol):
    """The engine that answers a query."""

    async def idle(self) -> None:
        """Wait until no background task is running."""


def run_once(setup: EngineSetup, ask: Callable[[EngineHandle, Link], Awaitable[QueryResult]]) -> QueryResult:
    """The result of `ask` after every topic was polled once; a replay answers at the end of its day.

    Raises UsageError if the store cannot be opened, HubUnavailable if no engine answers on the hub of the setup.
    """
    log_to(setup)
    if setup.attach:
        return asyncio.run(run_once_on_hub(setup, ask))
    if setup.replay is not None:
        setup = msgspec.structs.replace(setup, replay=msgspec.structs.replace(setup.replay, played=True))
    return asyncio.run(_run_local(setup, ask))


def reply_once(setup: EngineSetup, request: Request) -> tuple[Snapshot, Reply]:
    """The reply to one request, and the snapshot of the engine after it; see `run_once`."""

    async def ask(_: EngineHandle, link: Link) -> tuple[Snapshot, Reply]:
        reply = await link.ask(request)
        snapshot = await link.ask(GetSnapshot())
        assert isinstance(snapshot, Snapshot)
        return snapshot, reply

    return run_once(setup, ask)


async def _run_local(setup: EngineSetup, ask: Callable[[EngineHandle, Link], Awaitable[QueryResult]]) -> QueryResult:
    try:
        engine = build_engine(setup, time.time)
    except (sqlite3.Error, OSError) as error:
        raise UsageError(f"cannot open the store: {error}") from None
    link = MemoryLink(engine)
    await link.start()
    try:
        await engine.settle()
        return await ask(engine, link)
    finally:
        await link.close()


class RemoteEngine:
    """An engine of a hub, whose background tasks serve others too."""

    async def idle(self) -> None:
        """See EngineHandle; nothing to wait for."""


async def run_once_on_hub(
    setup: EngineSetup, ask: Callable[[EngineHandle, Link], Awaitable[QueryResult]]
) -> QueryResult:
    """The result of `ask` once the engine has polled the symbols, or after ten seconds. Raises HubUnavailable."""
    link = attach(setup)
    try:
        await link.start()
        config = setup.config
        with suppress(TimeoutError):
            async with asyncio.timeout(_POLL_S):
                await watch_until_answered(link, tuple(dict.fromkeys((config.market.index, *config.watchlist.symbols))))
        return await ask(RemoteEngine(), link)
    except LinkLost as error:
        raise HubUnavailable(f"{error}; {HUB_REMEDY}") from None
    finally:
        await link.close()


async def watch_until_answered(link: Link, symbols: tuple[str, ...], watched: tuple[str, ...] = ()) -> None:
    """Watch `watched`, by default the symbols, and wait until the engine has a quote or a problem for each symbol.

    Raises LinkLost, TimeoutError.
    """
    try:
        async with asyncio.timeout(_REPLY_S):
            await link.ask(Watch(watched or symbols))
    except TimeoutError:
        raise LinkLost("no engine answers on the hub") from None
    while True:
        snapshot = await link.ask(GetSnapshot())
        if isinstance(snapshot, Snapshot):
            answered = {quote.symbol for quote in snapshot.quotes} | {problem.symbol for problem in snapshot.problems}
            if answered.issuperset(symbols):
                return
        await asyncio.sleep(_RETRY_S)


def log_to(setup: EngineSetup) -> None:
    """Log to the file of the setup; without one, only what --verbose asks for, on stderr."""
    if setup.log_path:
        level = logging.DEBUG if setup.verbose else logging.INFO
        logging.basicConfig(filename=Path(setup.log_path), level=level)
    else:
        logging.basicConfig(stream=sys.stderr, level=logging.DEBUG if setup.verbose else logging.CRITICAL)


def fetch_price(setup: EngineSetup, symbol: str, deadline_s: float) -> float:
    """The price of one symbol, from the source itself. Raises SourceError, TimeoutError."""

    async def fetch() -> float:
        source = await asyncio.to_thread(make_source, setup)
        try:
            async with asyncio.timeout(deadline_s):
                batch = await source.quotes([symbol])
        finally:
            await source.close()
        prices = [quote.price for quote in batch.quotes if quote.price is not None]
        if not prices:
            raise NotFound(batch.problems[0].message if batch.problems else f"no price of {symbol}")
        return prices[0]

    return asyncio.run(fetch())
