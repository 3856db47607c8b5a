"""The help: this view first, searched as it is typed."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from r2k_tui.config.sections.display import Display
from r2k_tui.ui.actions.table import ACTIONS
from r2k_tui.ui.dialogs.help import HelpScreen
from tests.ui.stage import Stage, on_stage, settled


def shown(stage: Stage) -> str:
    screen = stage.app.screen
    assert isinstance(screen, HelpScreen)
    return "\n".join(screen.keys.render_line(y).text for y in range(screen.keys.size.height))


async def opened(stage: Stage, pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys, "question_mark")
    await settled(stage, pilot)
    return shown(stage)


async def test_the_keys_of_this_view_come_first() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        text = await opened(stage, pilot)
        assert "In this view: Dashboard" in text.split("\n")[1] and "Choose columns" in text
        await pilot.press("escape")
        text = await opened(stage, pilot, "2")
        assert "In this view: Chart" in text.split("\n")[1]
        screen = stage.app.screen
        assert isinstance(screen, HelpScreen)
        first = [title for _, title in screen.keys.groups[0].entries]
        assert "Toggle the crosshair" in first and "Choose columns" not in first


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_every_key_can_be_reached_by_scrolling(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        seen = await opened(stage, pilot)
        for _ in range(12):
            await pilot.press("pagedown")
            seen += shown(stage)
        assert all(action.title in seen for action in ACTIONS)
        await pilot.press("home")
        assert "In this view" in shown(stage)


async def test_letters_search_escape_clears_then_closes() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        before = (await opened(stage, pilot)).count("\n")
        await pilot.press(*"quit")
        text = shown(stage)
        assert "/quit" in text and "Quit" in text and "Choose columns" not in text and text.count("\n") == before
        await pilot.press("backspace", "escape")
        assert "Choose columns" in shown(stage)
        await pilot.press("escape")
        assert not stage.app.screen.is_modal


async def test_a_slash_begins_a_search_and_keys_are_found_by_themselves() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await opened(stage, pilot)
        await pilot.press("slash", "slash")
        assert "Find anything" in shown(stage) and "Choose columns" not in shown(stage)
        await pilot.press("escape", *"[b]")
        assert "no key does or is called [b]" in shown(stage)
        await pilot.press("escape", "question_mark")
        assert not stage.app.screen.is_modal, "the key that opens it closes it"


async def test_on_a_thin_line_the_other_groups_are_named_until_tab() -> None:
    stage = Stage(display=Display(low_bandwidth=True))
    async with on_stage(stage) as pilot:
        text = await opened(stage, pilot)
        assert "Choose columns" in text and "Replay (4)" in text and "Suspend" not in text
        await pilot.press("s", "u", "s", "p")
        assert "Suspend" in shown(stage)
        await pilot.press("escape", "tab")
        await pilot.pause()
        assert "Suspend" in shown(stage)


async def test_in_ascii_arrows_are_words() -> None:
    stage = Stage(display=Display(ascii=True))
    async with on_stage(stage) as pilot:
        text = await opened(stage, pilot)
        assert text.isascii() and "j Down" in text
