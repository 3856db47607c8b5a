"""The page of ranks: how it is reached, and what its keys do."""

from __future__ import annotations

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetRanks
from r2k_tui.ui.views.universe.view import UniverseView
from tests.ui.stage import Stage, keys_to, on_stage, settled


def page(stage: Stage) -> str:
    view = stage.app.view
    assert isinstance(view, UniverseView)
    return "\n".join(view.pages["ranks"].render_line(y).text for y in range(view.pages["ranks"].size.height))


async def test_it_comes_after_the_changes_and_left_and_right_choose_an_edge() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("ranks"))
        await settled(stage, pilot)
        assert GetRanks() in stage.link.asked
        assert "estimate: total caps from the quote source" in page(stage) and "▸2 up to IWB" in page(stage)
        await pilot.press("l")
        assert "▸4 down to IWM" in page(stage)
        await pilot.press("h", "h")
        assert "▸all ranks" in page(stage)
        await pilot.press("escape")
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, UniverseView) and view.table.size.height and not view.pages["ranks"].size.height


async def test_why_there_are_none() -> None:
    stage = Stage()
    stage.link.answers[GetRanks] = Failure("not_found", "no market caps of the members of IWB yet")
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press(*keys_to("ranks"))
        await settled(stage, pilot)
        assert "no market caps of the members of IWB yet" in page(stage)
