"""The list of themes: shown while chosen, kept or brought back."""

from __future__ import annotations

from r2k_tui.config.sections.display import Display
from r2k_tui.ui.dialogs.themes import ThemeList, ThemeScreen
from r2k_tui.ui.theme import names
from tests.ui.stage import Stage, on_stage, settled


def list_text(stage: Stage) -> str:
    screen = stage.app.screen
    assert isinstance(screen, ThemeScreen)
    return "\n".join(screen.list.render_line(y).text for y in range(screen.list.size.height))


async def test_the_cursor_shows_each_theme_and_escape_brings_back_the_one_before() -> None:
    stage = Stage(display=Display(theme="nord"))
    async with on_stage(stage) as pilot:
        await pilot.press("t")
        assert "▸nord" in list_text(stage) and stage.app.theme == "nord", "it opens on the theme that is shown"
        await pilot.press("j", "down", "k")
        assert stage.app.theme == names()[names().index("nord") + 1]
        await pilot.press("escape")
        assert stage.app.theme == "nord" and not stage.app.screen.is_modal
        assert not list(stage.app._notifications)


async def test_its_key_goes_on_through_the_list_and_around_its_end() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("t", *["t"] * (len(names()) - 1))
        assert stage.app.theme == names()[-1] and f"▸{names()[-1]}" in list_text(stage)
        await pilot.press("t")
        assert stage.app.theme == names()[0]
        await pilot.press("G", "g", "t", "enter")
        await settled(stage, pilot)
        assert stage.app.theme == names()[1]
        assert [notice.message for notice in stage.app._notifications] == [f"theme {names()[1]}; w saves it"]


async def test_on_a_thin_line_names_are_shown_and_enter_applies() -> None:
    stage = Stage(display=Display(low_bandwidth=True))
    async with on_stage(stage) as pilot:
        await pilot.press("t", "t")
        assert stage.app.theme == "r2k" and "no preview" in list_text(stage)
        await pilot.press("enter")
        assert stage.app.theme == "r2k-light"


async def test_the_list_fits_the_smallest_window() -> None:
    stage = Stage()
    async with on_stage(stage, (40, 10)) as pilot:
        await pilot.press("t", *["t"] * 20)
        assert f"▸{names()[20]}"[:20] in list_text(stage)


async def test_a_click_shows_a_theme_and_another_one_keeps_it() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("t")
        await settled(stage, pilot)
        region = stage.app.screen.query_one("#themes").region
        await pilot.click(offset=(region.x + 3, region.y + 3))
        assert stage.app.theme == names()[2] and stage.app.screen.is_modal
        await pilot.click(offset=(region.x + 3, region.y + 3))
        assert stage.app.theme == names()[2] and not stage.app.screen.is_modal


async def test_the_wheel_goes_through_the_themes_and_a_click_beside_them_restores() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("t")
        await settled(stage, pilot)
        themes = stage.app.screen.query_one(ThemeList)
        for rows in (1, 1, -1):
            themes.wheeled(rows, 0, 0)
        assert stage.app.theme == names()[1]
        themes.wheeled(-1, 0, 0)
        themes.wheeled(-1, 0, 0)
        assert stage.app.theme == names()[0], "not around the ends"
        await pilot.click(offset=(themes.region.x + 3, themes.region.y + 2))
        assert stage.app.theme == names()[1]
        await pilot.click(offset=(themes.region.x + 3, themes.region.y))
        assert stage.app.theme == names()[1] and stage.app.screen.is_modal, "the frame is no theme"
        await pilot.click(offset=(3, 3))
        assert stage.app.theme == names()[0] and not stage.app.screen.is_modal
