"""An engine over a scripted source with members, and the feed of halts on loopback; a Thursday at noon."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.nasdaq_trader import NasdaqTraderSettings
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.halts.service import HaltService
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.engine.state.publisher import Subscription
from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.halts.listing import HaltList
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.model.messages.universe import GetHalts, HaltsReply
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.store import Store
from tests.engine.stage import Stage, ask
from tests.engine.universe.stage import stage as universe_stage
from tests.engine.virtual_time import START
from tests.fakes import nasdaq_trader_server as fake
from tests.fakes.http_server import HttpServer

HANGS_S = 20.0
TODAY = fake.day_of(START)


def halt(symbol: str, ago_s: float, *, code: str = "LUDP", back_s: float | None = None, name: str = "") -> str:
    """Row of a halt so many seconds before noon, with a time of trading so many seconds after noon."""
    since = fake.clock_of(START - ago_s)
    if back_s is None:
        return fake.halt(symbol, since, code=code, day=TODAY, name=name)
    back = fake.clock_of(START + back_s)
    return fake.halt(symbol, since, code=code, day=TODAY, back=TODAY, quote=back, trade=back, name=name)


class HaltScene:
    """Engines on one store, and the server of the feed."""

    def __init__(self, folder: Path, server: HttpServer, *rules: RuleSettings, deadline_s: float = 5.0) -> None:
        self.server = server
        self.stage: Stage = universe_stage(folder / "r2k.sqlite3", halts=True)
        settings = NasdaqTraderSettings(endpoint=server.url, deadline_s=deadline_s)
        self.stage.config = msgspec.structs.replace(self.stage.config, nasdaq_trader=settings, alerts=rules)
        self.frames: list[Frame] = []
        self._news = asyncio.Event()

    @property
    def config(self) -> Config:
        """Settings of the engine."""
        return self.stage.config

    def put(self, *rows: str) -> None:
        """What the feed says from now on."""
        fake.put_halts(self.server, *rows, at=self.stage.clock.now)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Engine]:
        """An engine that judges alerts; every topic was tried once."""
        setup = EngineSetup(self.config, SourceInfo("scripted"), alerts=True)
        store = Store(self.stage.path, "scripted")
        engine = Engine(setup, lambda: self.stage.source, store, SourceFacts("scripted"), self.stage.clock)
        engine.restore()
        reader = engine.subscribe()
        reading = asyncio.create_task(self._read(reader))
        await engine.start()
        try:
            async with asyncio.timeout(HANGS_S):
                await engine.settle()
                await halts(engine)  # members are marked from here on
                await self.until(lambda: all(rule.looked_at is not None for rule in self._own_rules(engine)))
                yield engine
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            await engine.close()

    async def _read(self, reader: Subscription) -> None:
        while True:
            self.frames.append(await reader.next_frame())
            self._news.set()

    async def until(self, test: Callable[[], bool]) -> None:
        """Wait for frames until `test` holds."""
        while not test():
            self._news.clear()
            await self._news.wait()

    def _own_rules(self, engine: Engine) -> list[RuleView]:
        return [rule for rule in engine.alerts.views() if not rule.built_in]

    async def next_reading(self, engine: Engine, *rows: str, after_s: float = 64.0) -> HaltList:
        """What is known once the feed was read again, `after_s` later."""
        self.stage.clock.now += after_s
        self.put(*rows)
        return await self.again(engine)

    async def again(self, engine: Engine) -> HaltList:
        """What is known after one more request for the feed."""
        asked, failures = len(self.server.asked), engine.market.feeds["halts"].failures
        await ask(engine, Refresh())
        await self.until(lambda: len(self.server.asked) > asked and not self._is_unchanged(engine, failures))
        return await halts(engine)

    def _is_unchanged(self, engine: Engine, failures: int) -> bool:
        """Whether the outcome of the request has not been published yet."""
        status = engine.market.feeds["halts"]
        return status.last_success != self.stage.clock.now and status.failures == failures

    async def polled_again(self, engine: Engine) -> None:
        """Let the topic poll once more for a user, and wait until it has, whether or not it sent a request."""
        services = await engine.services()
        assert services is not None
        service = services.table()[HaltService]
        assert isinstance(service, HaltService) and service._topic is not None
        service._topic.attempted.clear()
        await ask(engine, Refresh())
        await service._topic.attempted.wait()

    async def told(self, engine: Engine, number: int) -> list[Alert]:
        """So many alerts, in the order in which they fired."""
        await self.until(lambda: len(engine.market.alerts) >= number)
        return list(engine.market.alerts.values())


async def halts(engine: Engine) -> HaltList:
    """What the engine answers."""
    reply = await ask(engine, GetHalts(settled=True))
    assert isinstance(reply, HaltsReply), reply
    return reply.halts
