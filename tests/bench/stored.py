"""A store as a day's use leaves it, filled by the real engine."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.store import Store
from tests.bench.ticking_source import SYMBOLS, TickingSource

# Port 9 of this machine: nobody listens, and a connection is refused at once.
NOWHERE = "http://127.0.0.1:9"
SOURCE = "yahoo"


def settings(folder: Path) -> Path:
    """Settings of a monitor that has its store in `folder` and no way to its source."""
    path = folder / "r2k.toml"
    symbols = ", ".join(f'"{symbol}"' for symbol in SYMBOLS)
    path.write_text(
        f'[watchlist]\nsymbols = [{symbols}]\n[yahoo]\nendpoint = "{NOWHERE}"\n[store]\npath = "{_store(folder)}"\n'
    )
    return path


def fill(folder: Path) -> None:
    """Keep quotes, bars, readings, scores and small pictures of twenty symbols, as if they had come from Yahoo."""
    config = msgspec.structs.replace(Config(), watchlist=Watchlist(SYMBOLS), yahoo=YahooSettings(endpoint=NOWHERE))
    setup = EngineSetup(config, SourceInfo(SOURCE), store=str(_store(folder)))
    store = Store(_store(folder), SOURCE)
    asyncio.run(_run(Engine(setup, TickingSource, store, SourceFacts(SOURCE), time.time)))


async def _run(engine: Engine) -> None:
    engine.restore()
    await engine.start()
    await engine.settle()
    await engine.ask(GetBars("IWM", "1D"), "bench")
    await engine.close()


def _store(folder: Path) -> Path:
    return folder / "r2k.sqlite3"
