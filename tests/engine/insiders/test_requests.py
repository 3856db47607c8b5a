"""The request for purchases: without members there is a failure, not an empty answer."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetInsiders
from tests.engine.stage import Stage


async def test_without_members_there_is_a_failure(tmp_path: Path) -> None:
    async with Stage(tmp_path / "r2k.sqlite3").running() as engine:
        reply = await engine.ask(GetInsiders(settled=True), "test")
    assert isinstance(reply, Failure) and reply.kind == "not_found"
