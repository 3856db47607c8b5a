"""Moves of the policy rate as lines."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.macro import GetPolicyStudy, PolicyStudyReply
from tests.fakes.still_economy import STUDY
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.views.thesis.screen import text_of


async def test_what_is_missing_of_the_target_stands_below_the_moves() -> None:
    short = msgspec.structs.replace(STUDY, problems=("DFEDTARU ends on 2031-01-02",))
    stage = Stage()
    stage.link.answers[GetPolicyStudy] = PolicyStudyReply(short)
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("6")
        await settled(stage, pilot)
        bodies = "\n".join(text_of(panel.draw(100, 60)) for panel in stage.app.view.parts)
    assert "! DFEDTARU ends on 2031-01-02" in bodies
