"""The stage of the engine's own tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from tests.engine.stage import Stage


@pytest.fixture(autouse=True)
def _forked(forked: None) -> None:
    """The processes of all tests here."""


@pytest.fixture
def stage(tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Engines on one store; the calendar is the real one, loaded once for all tests."""
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    return Stage(tmp_path / "r2k.sqlite3")
