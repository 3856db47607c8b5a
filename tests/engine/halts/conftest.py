"""The scene of halts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from tests.engine.halts.scene import HaltScene
from tests.fakes.http_server import HttpServer


@pytest.fixture
async def scene(tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HaltScene]:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    with HttpServer() as server:
        made = HaltScene(tmp_path, server)
        made.put()
        yield made
