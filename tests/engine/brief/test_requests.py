"""What a brief is refused for."""

from __future__ import annotations

from r2k_tui.model.messages.brief import GetBrief
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.sources.base import NotFound
from tests.engine.stage import Stage, ask


async def test_a_moment_that_is_none_is_a_fault_of_usage(stage: Stage) -> None:
    async with stage.running() as engine:
        reply = await ask(engine, GetBrief(since="monday"))
        assert isinstance(reply, Failure)
        assert (reply.kind, "expected open, close or a day" in reply.message) == ("usage", True)


async def test_without_bars_of_the_index_there_is_no_brief(stage: Stage) -> None:
    stage.source.fail("bars", NotFound("nobody has ^RUT"), "^RUT")
    async with stage.running() as engine:
        reply = await ask(engine, GetBrief())
    assert isinstance(reply, Failure)
    assert "^RUT" in reply.message
