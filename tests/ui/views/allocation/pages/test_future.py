"""The page of the future: what it asks for and shows."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.allocation.portfolios import (
    USER_PORTFOLIOS,
    AllocationReply,
    GetAllocation,
    GetSimulation,
    SimulationReply,
)
from tests.fakes.still_allocation import STUDY, simulation
from tests.ui.stage import Stage, on_stage, settled


async def shown_page(stage: Stage, size: tuple[int, int]) -> str:
    async with on_stage(stage, size) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        stage.app.view.open_page("future")
        await settled(stage, pilot)
        return stage.screen_text()


async def test_it_asks_for_the_user_s_portfolios_on_the_same_draws() -> None:
    stage = Stage()
    shown = await shown_page(stage, (120, 40))
    assert GetSimulation("", beside=(USER_PORTFOLIOS,)) in stage.link.asked
    assert "10,000 paths, 63d blocks" in shown
    assert "nominal USD" in shown
    assert "covered" in shown, "one portfolio: its stress in detail"


async def test_the_user_s_portfolios_are_beside_the_target() -> None:
    mine = (simulation("70/30"), simulation("[b]Bold[/b]"))
    answers = SimulationReply(simulation("equal"), mine, ((0.5,) * 3,) * 3)
    study = msgspec.structs.replace(STUDY, stress_of={"70/30": STUDY.stress, "[b]Bold[/b]": STUDY.stress})

    def stage() -> Stage:
        made = Stage()
        made.link.answers |= {GetSimulation: answers, GetAllocation: AllocationReply(study)}
        return made

    shown = await shown_page(stage(), (120, 40))
    assert "medians 1-2" in shown and " 2 [b]Bold[/b]" in shown
    assert "1 70/30" in shown and "return, deepest %" in shown
    narrow = await shown_page(stage(), (80, 24))
    assert " 1 70/30" in narrow and "nominal" in narrow, "the first panel is whole at 80 x 24"
