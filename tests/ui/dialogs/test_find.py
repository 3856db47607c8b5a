"""The window that finds a symbol, a view or an action."""

from __future__ import annotations

from r2k_tui.ui.actions.table import ACTIONS
from r2k_tui.ui.dialogs.find import FoundList
from r2k_tui.ui.dialogs.themes import ThemeScreen
from tests.ui.stage import Stage, on_stage, settled


async def test_find_goes_to_a_symbol_by_its_beginning() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash", *"vi", "enter")
        await settled(stage, pilot)
        assert stage.app.dashboard.table.selected == "^VIX"


async def test_the_palette_has_every_action_and_symbol() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("ctrl+p")
        offered = {place.name for place in stage.app.screen.query_one(FoundList).places}
        assert {action.id for action in ACTIONS if action.id != "palette"} <= offered
        assert "^VIX" in offered
        await pilot.press(*"choose theme", "enter")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, ThemeScreen)


def test_words_above_the_matches_are_cut_between_words() -> None:
    listed = FoundList()
    listed.words = ("the simulated market does not list it; it lists ^RUT and more", "dim")
    (first, *_) = listed.draw(30, 4)
    assert "".join(text for text, _ in first) == "the simulated market does not…"
