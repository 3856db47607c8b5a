"""An engine over a scripted source, a real store and the real calendar, on a Thursday at noon."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from random import Random

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.releases import ReleaseSettings
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.engine.state.publisher import Subscription
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.sources.base import Source, SourceInfo
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars, wave
from tests.fakes.scripted_source import ScriptedSource

TODAY = date(2025, 9, 18)
SYMBOLS = ("^RUT", "IWM", "SPY")
# What the readings need besides.
CONTEXT = ("^GSPC", "^VIX", "HYG", "IEF", "^IRX")
_HANGS_S = 20.0


def filled_source() -> ScriptedSource:
    """Quotes, minute bars and a year and a half of daily bars of every symbol that an engine wants."""
    source = ScriptedSource()
    minute = int(START) // 60 * 60
    for number, symbol in enumerate((*SYMBOLS, *CONTEXT)):
        path = wave(400, 100.0 + number)
        source.set_price(symbol, path[-1], previous_close=path[-2], time=START - 60, received_at=START)
        source.put(daily_bars(symbol, path, TODAY, source="scripted"))
        source.put(bars_at([minute - 60 * i for i in range(30, 0, -1)], path[-30:], symbol, Interval.M1))
    return source


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


class Stage:
    """Builds engines on one store, as one run of the program after the other."""

    def __init__(self, store: Path | None, config: Config | None = None) -> None:
        self.path, self.clock = store, Clock()
        quiet = UniverseSettings(halts=False)
        self.config = config or Config(watchlist=Watchlist(SYMBOLS), universe=quiet, releases=ReleaseSettings(feeds=()))
        self.source = filled_source()
        self.built = 0

    def build(self, make_source: Callable[[], Source] | None = None) -> Engine:
        """An engine that has done nothing yet."""

        def scripted() -> Source:
            self.built += 1
            return self.source

        setup = EngineSetup(self.config, SourceInfo("scripted"))
        store = Store(self.path, "scripted")
        return Engine(setup, make_source or scripted, store, SourceFacts("scripted"), self.clock, Random(1))

    @asynccontextmanager
    async def running(self, make_source: Callable[[], Source] | None = None) -> AsyncIterator[Engine]:
        """An engine that is polling; every topic was tried once."""
        engine = self.build(make_source)
        engine.restore()
        await engine.start()
        try:
            async with asyncio.timeout(_HANGS_S):
                await engine.settle()
                yield engine
        finally:
            await engine.close()

    async def one_run(self) -> Snapshot:
        """A run of the program that went well; its last picture."""
        async with self.running() as engine:
            return await picture(engine)


async def picture(engine: Engine) -> Snapshot:
    """The whole picture."""
    reply = await engine.ask(GetSnapshot(), "test")
    assert isinstance(reply, Snapshot)
    return reply


async def until(reader: Subscription, *wanted: Callable[[Frame], bool]) -> None:
    """Read frames until each of `wanted` was true of one of them."""
    open_ = list(wanted)
    while open_:
        frame = await reader.next_frame()
        open_ = [test for test in open_ if not test(frame)]


async def ask(engine: Engine, request: Request) -> object:
    """The reply of an engine."""
    return await engine.ask(request, "test")
