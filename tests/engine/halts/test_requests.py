"""The request for halts."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.universe import GetHalts, HaltsReply
from tests.engine.halts.scene import HaltScene, halt
from tests.engine.stage import ask


async def test_a_view_is_answered_at_once_and_a_command_once_the_feed_was_asked(scene: HaltScene) -> None:
    scene.put(halt("M03", 60))
    async with scene.running() as engine:
        for request in (GetHalts(), GetHalts(settled=True)):
            reply = await ask(engine, request)
            assert isinstance(reply, HaltsReply) and [row.halt.symbol for row in reply.halts.current] == ["M03"]
        assert reply.halts.members_known and reply.halts.members_halted == 1
        assert len(scene.server.asked) == 1


async def test_hostile_names_stay_text(scene: HaltScene) -> None:
    scene.put(halt("M03", 60, name="[red]x[/]\u202e <script>"))
    async with scene.running() as engine:
        reply = await ask(engine, GetHalts(settled=True))
        assert isinstance(reply, HaltsReply)
        assert reply.halts.current[0].halt.name == "[red]x[/] <script>"
        assert msgspec.json.encode(reply)
