"""The page of factors: what it requests, the choice of a symbol, and its pictures."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from r2k_tui.model.messages.allocation.factors import GetFactors
from r2k_tui.model.messages.outcome import Failure
from tests.ui.stage import Stage, on_stage, settled


async def turn_to(stage: Stage, pilot: Pilot[None]) -> None:
    await pilot.press("5")
    await settled(stage, pilot)
    stage.app.view.open_page("factors")  # type: ignore[attr-defined]
    await settled(stage, pilot)


async def test_funds_of_small_caps_stand_beside_what_is_held_and_the_target() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await turn_to(stage, pilot)
        shown = stage.screen_text()
    assert GetFactors(("IWM", "IWN", "IWO", "IJR"), ("own", "")) in stage.link.asked
    assert "IWM        IWN        IWO        IJR        own      equal" in shown
    assert "low quality (RMW" in shown and "CRSP 203103 to 2031-03 SIMULATED" in shown


async def test_left_and_right_choose_the_symbol_of_every_panel() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await turn_to(stage, pilot)
        await pilot.press("l")
        await settled(stage, pilot)
        assert "IWN, over 36 months" in stage.screen_text() and "IWN: +8" in stage.screen_text()
        await pilot.press("tab", "h", "h")
        await settled(stage, pilot)
        assert "equal, over 36 months" in stage.screen_text()


async def test_a_target_chosen_on_another_page_is_the_one_that_is_compared() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        await pilot.press("l")
        await settled(stage, pilot)
        stage.app.view.open_page("factors")  # type: ignore[attr-defined]
        await settled(stage, pilot)
        shown = stage.screen_text()
    asked = [request for request in stage.link.asked if isinstance(request, GetFactors)]
    assert asked[-1].portfolios == ("own", "min_cvar95") and "min-CVaR" in shown


async def test_why_there_are_no_factors_is_told() -> None:
    stage = Stage()
    stage.link.answers[GetFactors] = Failure("not_found", "no factors/F-F_Research_Data_5_Factors_2x3.csv")
    async with on_stage(stage, (80, 24)) as pilot:
        await turn_to(stage, pilot)
        assert "no factors/F-F_Research" in stage.screen_text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_no_line_of_a_panel_is_cut(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await turn_to(stage, pilot)
        shown = stage.screen_text()
    assert not [line for line in shown.splitlines() if "…" in line]
