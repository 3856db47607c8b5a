"""An engine over a scripted source that lists members, a real store and the real calendar."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.config.sections.providers.releases import ReleaseSettings
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.state.publisher import Subscription
from r2k_tui.model.market.universe import Universe as Picture
from r2k_tui.model.messages.universe import GetUniverse, UniverseReply
from tests.engine.stage import SYMBOLS, TODAY, Stage, until
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars, wave
from tests.fakes.invented_holdings import holdings

_HANGS_S = 20.0
MEMBERS = tuple(f"M{i:02d}" for i in range(30))


def config(**universe: object) -> Config:
    """Settings in which the members are asked for ten at a time, and no request waits for another."""
    settings = UniverseSettings(chunk=10, requests_per_minute=6000, large_fund="IWB", halts=False)
    settings = msgspec.structs.replace(settings, **universe)
    return Config(
        watchlist=Watchlist(SYMBOLS),
        limits=SourceLimits(burst=1000),
        universe=settings,
        releases=ReleaseSettings(feeds=()),
    )


def stage(store: Path | None, **universe: object) -> Stage:
    """Thirty members with prices, and a year and a half of closes up to the day before."""
    made = Stage(store, config(**universe))
    made.source.lists["IWM"] = holdings(MEMBERS)
    for number, symbol in enumerate(MEMBERS):
        path = wave(400, 20.0 + number)
        made.source.set_price(
            symbol, path[-1] * (1 + 0.001 * (number - 10)), previous_close=path[-1], time=START - 30, received_at=START
        )
        made.source.put(daily_bars(symbol, [*path, path[-1]], TODAY, source="scripted"))
    return made


async def fetched(reader: Subscription) -> None:
    """Wait until the closes of all members were fetched."""
    async with asyncio.timeout(_HANGS_S):
        await until(reader, lambda frame: any(s.topic == "members" and s.last_success for s in frame.feeds))


async def universe(engine: Engine, *, settled: bool = True) -> Picture:
    """What the engine answers."""
    reply = await engine.ask(GetUniverse(settled), "test")
    assert isinstance(reply, UniverseReply), reply
    return reply.universe
