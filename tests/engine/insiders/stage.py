"""An engine over a scripted source with thirty members, and the SEC on this machine.

with SecServer() as sec:
    made = InsiderStage(tmp_path / "r2k.sqlite3", sec.url)
    async with made.running() as engine:
        await insiders(engine)
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random

import msgspec

from r2k_tui.config.sections.alerts import BuiltIn
from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.config.sections.universe import ScreenSettings
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.insiders.service import InsiderService
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.insiders.report import InsiderReport
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.universe import GetInsiders, InsidersReply
from r2k_tui.sources.base import Source, SourceInfo
from r2k_tui.store.store import Store
from tests.engine.stage import Stage
from tests.engine.universe.stage import MEMBERS
from tests.engine.universe.stage import stage as universe_stage
from tests.fakes.insider_statements import owner, statement, trade
from tests.fakes.sec_server import SecServer

CONTACT = "joe@example.org"
# Days of the index before the day of the stage, newest first; a fetch of three calendar days asks for them.
LAST, MIDDLE, FIRST = "2025-09-17", "2025-09-16", "2025-09-15"
COMPANIES = tuple((1000 + number, symbol) for number, symbol in enumerate(MEMBERS))


class InsiderStage(Stage):
    """See the module. `rules` are judged where there are any."""

    def __init__(
        self,
        store: Path | None,
        url: str,
        *rules: RuleSettings,
        screens: tuple[ScreenSettings, ...] = (),
        days: int = 3,
        contact: str = CONTACT,
        deadline_s: float = 10.0,
    ) -> None:
        super().__init__(store)
        made = universe_stage(store)
        self.source = made.source
        sec = SecSettings(contact, url, deadline_s, requests_per_second=1000.0, insider_days=days)
        limits = msgspec.structs.replace(made.config.limits, backoff_s=0.01, backoff_max_s=0.02)
        self.config = msgspec.structs.replace(
            made.config, sec=sec, alerts=rules, screens=screens, built_in_alerts=BuiltIn(*[False] * 9), limits=limits
        )
        self.as_of: str | None = None

    def build(self, make_source: Callable[[], Source] | None = None) -> Engine:
        """See Stage."""
        setup = EngineSetup(self.config, SourceInfo("scripted"), alerts=bool(self.config.alerts), as_of=self.as_of)
        store = Store(self.path, "scripted")
        return Engine(
            setup, make_source or (lambda: self.source), store, SourceFacts("scripted"), self.clock, Random(1)
        )


async def insiders(engine: Engine, days: int = 90, *, settled: bool = True) -> InsiderReport:
    """What the engine answers."""
    reply = await engine.ask(GetInsiders(days, settled), "test")
    assert isinstance(reply, InsidersReply), reply
    return reply.report


async def service_of(engine: Engine) -> InsiderService:
    """The service of a running engine."""
    services = await engine.services()
    assert services is not None
    found = services.table()[InsiderService]
    assert isinstance(found, InsiderService)
    return found


async def polled_again(engine: Engine) -> None:
    """Let the topic poll once more, and wait until it has."""
    service = await service_of(engine)
    service._topic.attempted.clear()
    service.insist()
    async with asyncio.timeout(20):
        await service._topic.attempted.wait()


def filled(sec: SecServer) -> None:
    """Three days of indexes: a cluster of three in M00, two purchases in M01, and a sale in M03."""
    sec.put_companies(*COMPANIES)
    for number, day in enumerate((FIRST, MIDDLE, LAST), 1):
        bought = trade("2025-09-12", "100", str(10 * number))
        put(sec, day, 1000, number, statement(1000, (owner(9000 + number),), (bought,), symbol="M00"), 9000 + number)
    single = (trade("2025-09-15", "1000", "5"), trade("2025-09-16", "200", ""))
    put(sec, LAST, 1001, 10, statement(1001, (owner(9010),), single, symbol="M01"), 9010)
    sold = trade("2025-09-12", "100", "7", code="S", way="D")
    put(sec, MIDDLE, 1003, 11, statement(1003, (owner(9011),), (sold,), symbol="M03"), 9011)


def put(sec: SecServer, day: str, cik: int, number: int, body: bytes, person: int = 9001, form: str = "4") -> str:
    """A statement by its number; returns its path on the server."""
    return sec.put_statement(day, cik, f"0000000001-25-{number:06d}", body, form, (person,))
