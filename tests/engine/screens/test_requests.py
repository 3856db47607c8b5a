"""Screens of a running engine."""

from __future__ import annotations

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetScreen, ScreenRefusal, ScreenReply
from tests.engine.stage import Stage, ask


async def test_a_fault_comes_before_anything_else(stage: Stage) -> None:
    async with stage.running() as engine:
        reply = await ask(engine, GetScreen("cap < 5 adn price > 3"))
    assert isinstance(reply, ScreenRefusal)
    assert (reply.start, reply.stop, reply.message[:3]) == (8, 11, "adn")


async def test_members_or_why_there_are_none(stage: Stage) -> None:
    async with stage.running() as engine:
        reply = await ask(engine, GetScreen("price > 0", settled=True))
    if isinstance(reply, ScreenReply):
        assert reply.screen.members > 0
    else:
        assert isinstance(reply, Failure) and reply.message
