"""Screens as text."""

from __future__ import annotations

from r2k_tui.ui.plain.reading import chosen_text, panel_text, selected_text, shown_panels, view_text, window_text
from tests.ui.stage import Stage, on_stage


async def test_a_view_is_its_header_and_its_panels() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 60)):
        view = stage.app.view
        text = view_text(view)
        assert "^RUT 3,210.55" in text[0]
        for panel in shown_panels(view):
            assert panel_text(panel, stage.mirror)[0] in text
        assert selected_text(stage.app.focused, stage.mirror).startswith("IWM 318.42")
        assert selected_text(None, stage.mirror) == ""


async def test_a_window_is_its_words_and_its_input() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("plus")
        await pilot.pause()
        assert window_text(stage.app.screen, stage.mirror)[-1].startswith("input is empty")
        await pilot.press("G", "L")
        assert "input: GL" in window_text(stage.app.screen, stage.mirror)


async def test_the_row_under_the_cursor_of_a_window() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        assert chosen_text(stage.app.screen).startswith("^RUT, symbol")
        await pilot.press("down", "I")
        assert "input: I" not in window_text(stage.app.screen, stage.mirror, typed=False)
