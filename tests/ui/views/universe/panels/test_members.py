"""Breadth, movers and contributions on the dashboard."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetUniverse
from tests.ui.stage import Stage, on_stage, one_layout, settled

ROWS = ("breadth", "movers", "contribution")


def text(stage: Stage, name: str) -> str:
    panel = stage.app.dashboard.board.query_one(f"#{name}")
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


async def test_figures_with_their_source_day_and_coverage() -> None:
    stage = Stage(dashboard=one_layout(*ROWS))
    async with on_stage(stage, (120, 50)) as pilot:
        await settled(stage, pilot)
        for name, figure in (("breadth", "62 up"), ("movers", "+3.00%"), ("contribution", "carry the move")):
            shown = text(stage, name)
            assert figure in shown and "demo 2031-05-15, 119 of 120" in shown and "SIM" in shown, name
        assert "survivorship" in text(stage, "breadth")


async def test_without_a_list_each_says_why() -> None:
    stage = Stage(dashboard=one_layout(*ROWS))
    stage.link.answers[GetUniverse] = Failure("not_found", "no list of what IWM holds")
    async with on_stage(stage, (120, 50)) as pilot:
        await settled(stage, pilot)
        for name in ROWS:
            assert "no list of members yet" in text(stage, name), "view 7 says why"
        assert stage.link.asked.count(GetUniverse()) == 1


@pytest.mark.parametrize("name", ROWS)
async def test_enter_opens_the_view_of_the_members(name: str) -> None:
    stage = Stage(dashboard=one_layout(name))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        await pilot.press("tab", "enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "universe"
