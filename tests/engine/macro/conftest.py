"""A server of series, and an engine beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.thesis import Fred
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.macro.series import SERIES
from tests.engine.macro.stage import TODAY, days, rate
from tests.engine.stage import SYMBOLS, Stage
from tests.fakes.fred_server import FredServer


@pytest.fixture
def fred() -> Iterator[FredServer]:
    with FredServer() as server:
        for facts in SERIES:
            if facts.months:
                quarters = [date(year, month, 1) for year in (2023, 2024, 2025) for month in (1, 4, 7, 10)]
                server.put(facts.id, [(str(day), "2.0") for day in quarters if day < TODAY])
            else:
                server.put(facts.id, [(str(day), f"{rate(day):.2f}") for day in days()])
        yield server


@pytest.fixture
def stage(fred: FredServer, tmp_path: Path) -> Stage:
    config = Config(watchlist=Watchlist(SYMBOLS), fred=Fred(endpoint=fred.endpoint, deadline_s=3.0))
    config = msgspec.structs.replace(config, universe=msgspec.structs.replace(config.universe, enabled=False))
    return Stage(tmp_path / "store.sqlite3", config)
