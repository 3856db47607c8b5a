"""The settings while the app runs: an edit of the file is taken over, a bad one changes nothing, `w` writes back."""

from __future__ import annotations

from datetime import date

from textual.pilot import Pilot

from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.universe import ScreenSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.index.reconstitution import Reconstitution
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import Watch
from r2k_tui.ui.actions.keymap import resolve
from r2k_tui.ui.context import AppSettings
from r2k_tui.ui.dialogs.choice import ChoiceScreen
from tests.ui.stage import WATCHLIST, Stage, on_stage, settled
from tests.ui.widgets.test_plain_ascii import whole_screen


async def _edited(stage: Stage, pilot: Pilot[None], fresh: AppSettings | str) -> str:
    """Edit the file, let the app look, and return what it says."""
    stage.file.edit(fresh)
    stage.app.reload_settings()
    await stage.app.workers.wait_for_complete([w for w in stage.app.workers if w.group == "settings"])
    await settled(stage, pilot)
    return "\n".join(note.message for note in stage.app._notifications)


async def test_a_new_theme_list_and_keys_are_taken_over() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        symbols = ("^RUT", "^VIX")
        fresh = AppSettings(Display(theme="r2k-light", ascii=True), Watchlist(symbols), resolve({"theme": "f4"}))
        said = await _edited(stage, pilot, fresh)
        assert stage.app.theme == "r2k-light"
        assert stage.screen_text().isascii()
        assert stage.app.dashboard.table.symbols == symbols
        assert Watch(symbols) in stage.link.asked
        await pilot.press("t")
        assert stage.app.theme == "r2k-light", "the old key is free"
        await pilot.press("f4", "f4", "enter")
        assert stage.app.theme == "r2k-blue-orange"
        assert "F4 theme" in stage.app.view.foot.render_line(0).text
    for word in ("theme", "ascii", "keys", "list"):
        assert word in said


async def test_a_bad_edit_keeps_the_old_settings_and_says_which_line() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        before = stage.screen_text()
        said = await _edited(stage, pilot, "config.toml:7: display.theme: no theme 'r2k-lihgt'")
        assert "config.toml:7" in said and "stay in force" in said
        assert stage.screen_text() == before


async def test_new_settings_of_the_engine_start_another_engine() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        before = stage.link.starts
        said = await _edited(stage, pilot, AppSettings(Display(), WATCHLIST, engine="another"))
        while stage.link.starts == before:
            await pilot.pause(0.05)
        assert "engine" in said
    assert isinstance(stage.link.picture, Snapshot)


async def test_what_was_changed_on_the_screen_outlives_an_edit_of_something_else() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("t", "t", "enter")
        await _edited(stage, pilot, AppSettings(Display(low_bandwidth=True), WATCHLIST))
        assert stage.app.theme == "r2k-light"


async def test_w_writes_what_was_changed_and_only_that() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("w")
        assert stage.saved == []
        await pilot.press("t", "t", "enter", "right_square_bracket", "w")
        await settled(stage, pilot)
    assert stage.saved == [{("display", "theme"): "r2k-light", ("display", "range"): "5D"}]


async def test_every_section_has_a_handler() -> None:
    stage = Stage()
    async with on_stage(stage):
        assert set(stage.app._settings._handlers) == set(AppSettings.__struct_fields__)


async def test_dates_of_a_reconstitution_are_taken_over() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        own = (Reconstitution(date(2031, 5, 30)),)
        said = await _edited(stage, pilot, AppSettings(Display(), WATCHLIST, reconstitutions=own))
        coming = stage.mirror.reconstitution()
        assert coming is not None and coming.days == 12
        assert "reconstitutions" in said


async def test_new_screens_are_in_the_list_of_view_7() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        fresh = AppSettings(Display(), WATCHLIST, screens=(ScreenSettings("cheap", "cap < 5e8", "c"),))
        await _edited(stage, pilot, fresh)
        assert stage.app.context.settings.screens == fresh.screens
        await pilot.press("7", "F")
        await settled(stage, pilot)
        screen = stage.app.screen
        assert isinstance(screen, ChoiceScreen)
        assert "cheap: cap < 5e8" in whole_screen(stage)
