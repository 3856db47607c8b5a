"""The index service as a whole: changes from the lists that an engine keeps."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.messages.universe import GetListChanges, ListChangesReply
from r2k_tui.store.store import Store
from r2k_tui.store.universe import UniverseStore
from tests.engine.index.scene import AFTER, BEFORE, CONFIG
from tests.engine.stage import Stage


async def test_an_engine_compares_what_it_keeps(tmp_path: Path) -> None:
    path = tmp_path / "r2k.sqlite3"
    store = Store(path, "scripted")
    for one in (BEFORE, AFTER):
        UniverseStore(store).save_holdings(one)
    store.close()
    async with Stage(path, CONFIG).running() as engine:
        reply = await engine.ask(GetListChanges("2026-06-01"), "test")
    assert isinstance(reply, ListChangesReply), reply
    assert len(reply.changes.added) == 4
