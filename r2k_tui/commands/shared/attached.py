"""One look through the engine of a hub, which others use as well."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from r2k_tui.bootstrap.build import HubUnavailable, attach
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot, Watch

if TYPE_CHECKING:
    from r2k_tui.commands.shared.one_shot import EngineHandle

Result = TypeVar("Result")
_ANSWERS_S, _POLLS_S, _LOOK_S = 8.0, 10.0, 0.2


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
