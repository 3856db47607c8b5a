"""The brief of a running engine: what it takes from the services, and the moment since which something is new."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.config.sections.thesis import ClaimSettings, Thesis
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.readings.service import ReadingsService
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.brief import Brief
from r2k_tui.model.messages.brief import BriefReply, GetBrief
from r2k_tui.model.thesis import Verdict
from r2k_tui.store.macro import DatedVerdict, MacroStore
from r2k_tui.store.store import Store
from tests.engine.stage import Stage, ask
from tests.engine.virtual_time import START


async def brief(engine: Engine, request: GetBrief | None = None) -> Brief:
    reply = await ask(engine, request or GetBrief())
    assert isinstance(reply, BriefReply), reply
    return reply.brief


def section(found: Brief, title: str) -> list[str]:
    return [s.text for one in found.sections if one.title.startswith(title) for s in one.sentences]


async def test_a_session_under_way(stage: Stage) -> None:
    stage.source.set_price("^RUT", 123.0, previous_close=120.0, time=START - 60, received_at=START)
    async with stage.running() as engine:
        found = await brief(engine)
    assert (found.as_of, found.index, found.source) == ("2025-09-18", "^RUT", "scripted")
    assert section(found, "The index")[0].startswith("^RUT is, during the session, at 123.00")
    assert found.since == "the close of 2025-09-17 16:00 New York"
    missing = [s.text for one in found.sections for s in one.sentences if s.missing]
    assert any(text.startswith("Not known: styles (IWO: ") for text in missing)


async def test_alerts_since_the_last_look(stage: Stage) -> None:
    early = Alert(1, "old", "IWM", START - 7200.0, 1.0, "IWM long ago", "scripted")
    late = Alert(2, "new", "IWM", START - 600.0, 2.0, "IWM just now", "scripted")
    async with stage.running() as engine:
        for alert in (early, late):
            engine.market.alerts[alert.id] = alert
        found = await brief(engine, GetBrief(since_time=START - 3600.0))
        whole = await brief(engine)
    assert section(found, "Since you last looked, 2025-09-18 11:00")[0] == "Alerts that fired: 1."
    assert section(found, "Since")[1].endswith("IWM just now")
    assert section(whole, "Since the close")[0] == "Alerts that fired: 2."


async def test_a_claim_that_turned(stage: Stage, tmp_path: Path) -> None:
    store = Store(tmp_path / "r2k.sqlite3", "scripted")
    MacroStore(store, "scripted").save_verdicts([DatedVerdict("dear", "2025-09-17", Verdict.DOES_NOT_HOLD)])
    store.close()
    dear = ClaimSettings("dear", "it costs a lot", "level", "IWM", 1.0, sense="at_least")
    stage.config = msgspec.structs.replace(stage.config, thesis=Thesis(packaged=False, claims=(dear,)))
    async with stage.running() as engine:
        first, second = await brief(engine), await brief(engine)
    for found in (first, second):
        assert section(found, "Claims")[0].startswith("it costs a lot: does not hold on 2025-09-17, holds on 2025-09-1")


async def test_the_index_is_analyzed_once_the_bars_that_its_readings_need_have_come(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, others = list[str](), set[asyncio.Task[Any]]()
    latest, analysis = BarService.latest, ReadingsService.analysis

    async def noted_latest(self: BarService, symbol: str, *rest: Any, **more: Any) -> Any:
        try:
            return await latest(self, symbol, *rest, **more)
        finally:
            order.append(symbol)

    async def noted_analysis(self: ReadingsService, symbol: str) -> Any:
        if asyncio.current_task() not in others:
            order.append(f"analysis of {symbol}")
        return await analysis(self, symbol)

    async with stage.running() as engine:
        # The engine itself computes the readings of the index as well, now and then.
        others |= asyncio.all_tasks() - {asyncio.current_task()}
        monkeypatch.setattr(BarService, "latest", noted_latest)
        monkeypatch.setattr(ReadingsService, "analysis", noted_analysis)
        found = await brief(engine)
    assert {"^RUT", "^GSPC", "^VIX"} <= set(order[: order.index("analysis of ^RUT")])
    assert section(found, "The index")[-1].startswith("Large caps (^GSPC): ")
