"""Verdicts that turn are told once."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.engine.thesis.service import ThesisService
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.thesis import Verdict
from r2k_tui.store.macro import DatedVerdict, MacroStore
from r2k_tui.store.store import Store
from tests.engine.macro.stage import ledger, study
from tests.engine.stage import Stage, picture


async def test_a_claim_that_turns_is_told_once(stage: Stage, tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite3", "scripted")
    MacroStore(store, "scripted").save_verdicts([DatedVerdict("us_growth", "2025-09-17", Verdict.UNPROVEN)])
    store.close()
    async with stage.running() as engine:
        await study(engine)
        await ledger(engine)
        await ledger(engine)
        log = [entry for entry in (await picture(engine)).log if entry.topic == "thesis"]
    assert len(log) == 1
    assert log[0].message.startswith("the US economy grows 2.0 %: unproven on 2025-09-17, holds now")


async def test_without_any_history_no_claim_is_retested(monkeypatch: pytest.MonkeyPatch) -> None:
    market = SimpleNamespace(bars={})
    context: Any = SimpleNamespace(config=Config(), market=market)
    missing: Any = None
    service = ThesisService(context, missing, missing, missing, missing, missing, missing, missing)
    tested: list[int] = []

    async def ledger() -> None:
        tested.append(len(market.bars))

    monkeypatch.setattr(service, "ledger", ledger)
    await service.update()
    market.bars["^RUT", Interval.D1] = Bars("^RUT", Interval.D1)
    await service.update()
    assert tested == [1]
