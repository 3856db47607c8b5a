"""Clicks that mean the same in every view."""

from __future__ import annotations

import pytest

from r2k_tui.ui.dialogs.choice import ChoiceScreen
from r2k_tui.ui.dialogs.help import HelpScreen
from tests.ui.stage import Stage, on_stage, settled


async def test_an_entry_of_the_footer_runs_its_action() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        opening = stage.app.view.click_footer("help")
        assert opening is not None
        await opening
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, HelpScreen)


async def test_the_entry_of_the_views_asks_for_one_and_what_is_unknown_does_nothing() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await stage.app.view.click_footer("views")  # type: ignore[misc]
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, ChoiceScreen)
        await pilot.press("4")
        await settled(stage, pilot)
        assert stage.app.view.name == "risk"
        assert stage.app.view.click_action("no_such_action") is None


@pytest.mark.parametrize(("which", "symbol"), [("fund", "IWM"), ("index", "^RUT")])
async def test_a_symbol_of_the_header_opens_its_chart(which: str, symbol: str) -> None:
    stage = Stage()
    stage.mirror.fund = "IWM"
    async with on_stage(stage) as pilot:
        opening = stage.app.view.click_symbol(which)
        assert opening is not None
        await opening
        await settled(stage, pilot)
        assert (stage.app.view.name, stage.app.context.symbol) == ("chart", symbol)
