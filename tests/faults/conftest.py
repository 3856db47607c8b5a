"""What the tests of faults share."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.market.bars import Interval
from tests.faults.stage import FUND, Stage


@pytest.fixture
async def stage(tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    async with Stage(tmp_path).running() as running:
        running.engine.context.interest.chart(FUND, Interval.M1)
        yield running
