"""The window that finds a symbol, a view or an action."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.ui.actions.table import ACTIONS
from r2k_tui.ui.dialogs import find
from r2k_tui.ui.dialogs.drawing.found import Finder
from r2k_tui.ui.dialogs.drawing.matching import Destination
from r2k_tui.ui.dialogs.find import FindScreen, FoundList
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


@pytest.mark.parametrize("arrives", [True, False])
async def test_enter_waits_for_the_names_that_arrive_after_the_line_has_opened(
    arrives: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "_ARRIVING_S", 20.0)
    stage, chosen, asked = Stage(), list[Destination | None](), list[str]()
    place = Destination("claim", "seasonality", "")

    async def check(symbol: str) -> str:
        asked.append(symbol)
        return ""

    async with on_stage(stage) as pilot:
        screen = FindScreen("Find", Finder({}, [], lambda _: []), check)
        await stage.app.push_screen(screen, chosen.append)
        await pilot.press(*"season")
        stage.app.simulate_key("enter")
        async with asyncio.timeout(20.0):
            while not screen.query_one(FoundList).words[0].startswith("loading"):  # noqa: ASYNC110 - a line of text
                await asyncio.sleep(0)
        assert not asked
        if arrives:
            screen.more("claim", [place])
        screen.no_more()
        await settled(stage, pilot)
        assert (asked, chosen) == (([], [place]) if arrives else (["SEASON"], [Destination("symbol", "SEASON", "")]))


def test_words_above_the_matches_are_cut_between_words() -> None:
    listed = FoundList()
    listed.words = ("the simulated market does not list it; it lists ^RUT and more", "dim")
    (first, *_) = listed.draw(30, 4)
    assert "".join(text for text, _ in first) == "the simulated market does not…"
