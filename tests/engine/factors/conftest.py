"""An engine on a folder of funds that are made of factors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.sources.csv_folder.info import INFO as CSV
from tests.engine.factors.market import write_market

Opened = Callable[..., AbstractAsyncContextManager[MemoryLink]]


@pytest.fixture
def folder(exchange: ExchangeHours, tmp_path: Path) -> Path:
    """The data folder."""
    return write_market(tmp_path / "data", exchange.days())


@pytest.fixture
def opened(exchange: ExchangeHours, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A link to an engine on that folder, with sections of the settings in place of the packaged ones."""
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)

    @asynccontextmanager
    async def link(as_of: str | None = None, **sections: object) -> AsyncIterator[MemoryLink]:
        settings = Config(market=MarketSettings(index="IWM"), **sections)  # type: ignore[arg-type]
        made = MemoryLink(build_engine(EngineSetup(settings, CSV, data=str(folder), as_of=as_of)))
        await made.start()
        try:
            yield made
        finally:
            await made.close()

    return link
