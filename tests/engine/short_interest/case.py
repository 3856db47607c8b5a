"""An engine with four members and FINRA on this machine, on 2025-09-18: the newest settlement is of 2025-08-29."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.alerts import BuiltIn
from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.config.sections.providers.finra import FinraSettings
from r2k_tui.config.sections.universe import ScreenSettings, UniverseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.index.short_interest import ShortInterest
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.universe import GetShortInterest, ShortInterestReply
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.store import Store
from tests.engine.stage import SYMBOLS, Stage, ask
from tests.engine.virtual_time import START
from tests.fakes.finra_server import FinraServer, short
from tests.fakes.invented_holdings import holdings

SQUEEZED = ScreenSettings("squeezed", "squeeze")
ENTERS = RuleSettings(field="screen.squeezed", op="enters", name="squeezed")
MEMBERS = ("AAA", "BRK-B", "CCC", "DDD")


def fill(finra: FinraServer) -> None:
    """Two settlements: AAA qualifies but for its price, BRK-B has split, CCC is sold little, DDD has no line."""
    finra.put("2025-08-15", short("AAA", 200), short("BRK/B", 90), short("CCC", 10))
    finra.put(
        "2025-08-29",
        short("AAA", 300, previous=200, cover="7.5"),
        short("BRK/B", 360, previous=90, cover="999.99", split="S"),
        short("CCC", 5, previous=10, cover="1.2"),
    )


class ShortCase(Stage):
    """Engines whose FINRA is `finra`; `universe` are settings of the members."""

    def __init__(self, store: Path | None, finra: FinraServer, *rules: RuleSettings, **universe: object) -> None:
        super().__init__(store)
        members = UniverseSettings(requests_per_minute=6000, history_days=0, short_interest=True)
        self.config = Config(
            watchlist=Watchlist(SYMBOLS),
            limits=SourceLimits(burst=1000),
            universe=msgspec.structs.replace(members, **universe),
            finra=FinraSettings(finra.url, 10.0),
            built_in_alerts=BuiltIn(*[False] * 9),
            screens=(SQUEEZED,),
            alerts=rules,
        )
        self.publishes, self.as_of = False, None
        self.source.lists["IWM"] = holdings(MEMBERS)
        for symbol in MEMBERS:
            self.source.facts[symbol] = Fundamentals(
                symbol, shares=1000.0, float_shares=900.0 if symbol == "AAA" else None, day_average_50=50.0
            )
            self.price(symbol, 40.0)

    def price(self, symbol: str, price: float) -> None:
        """The price of a member now."""
        self.source.set_price(symbol, price, previous_close=41.0, time=self.clock.now, received_at=START)

    def publish_anyway(self) -> None:
        """Be a hub whose owner has decided about terms of use."""
        self.config = msgspec.structs.replace(self.config, hub=HubSettings(publish_opt_in=True))

    def build(self, make_source: object = None) -> Engine:
        setup = EngineSetup(
            self.config,
            SourceInfo("scripted"),
            as_of=self.as_of,
            alerts=bool(self.config.alerts),
            publishes=self.publishes,
        )
        store = Store(self.path, "scripted")
        return Engine(setup, lambda: self.source, store, SourceFacts("scripted"), self.clock, Random(1))


async def interest(engine: Engine) -> ShortInterest:
    """What the engine answers once everything was requested."""
    reply = await ask(engine, GetShortInterest(settled=True))
    assert isinstance(reply, ShortInterestReply), reply
    return reply.interest


async def until_true(wanted: Callable[[], Awaitable[bool]]) -> None:
    """Let the engine work until it is as wanted."""
    async with asyncio.timeout(20):
        while not await wanted():  # noqa: ASYNC110  (nothing tells of it)
            await asyncio.sleep(0.01)
