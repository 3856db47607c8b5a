"""Requests about the index: what is missing comes back as a failure, not as an empty answer."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetListChanges, GetRanks
from tests.engine.index.scene import CONFIG
from tests.engine.stage import Stage


async def test_without_lists_there_is_a_failure(tmp_path: Path) -> None:
    async with Stage(tmp_path / "r2k.sqlite3", CONFIG).running() as engine:
        reply = await engine.ask(GetListChanges(), "test")
    assert isinstance(reply, Failure)
    assert (reply.kind, reply.message.split(";")[0]) == ("not_found", "no list of SML is kept")


async def test_without_market_caps_there_are_no_ranks(tmp_path: Path) -> None:
    async with Stage(tmp_path / "r2k.sqlite3", CONFIG).running() as engine:
        reply = await engine.ask(GetRanks(), "test")
    assert isinstance(reply, Failure)
    assert (reply.kind, reply.message.split(":")[0]) == ("not_found", "no market caps of the members of SML yet")
