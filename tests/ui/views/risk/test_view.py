"""The view of risk."""

from __future__ import annotations

from r2k_tui.model.messages.readings import GetCard, GetPositionSize
from tests.ui.dialogs.cards import view
from tests.ui.stage import Stage, on_stage, settled


async def test_the_position_is_that_of_the_selected_symbol() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        stage.app.context.symbol = "IWN"
        found = await view(stage, pilot, "4", "size")
        assert GetPositionSize("IWN") in stage.link.asked
        await pilot.press("enter")
        await settled(stage, pilot)
        assert GetCard("IWN", "fhscvar95") in stage.link.asked
        body = "\n".join("".join(text for text, _ in line) for line in found.draw(60, 14))
    for figure in ("IWN", "318.42 (2031-05-15 12:00)", "74%", "230", "73,237", "107% without the limit of 100%"):
        assert figure in body, figure
