"""Prompts: what is typed, pasted and refused."""

from __future__ import annotations

from textual.widgets import Input

from r2k_tui.ui.widgets.line_widget import LineWidget
from tests.ui.stage import Stage, on_stage, settled


async def test_an_unknown_symbol_is_refused_where_it_was_typed_and_nothing_is_saved() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"NOPE", "enter")
        await settled(stage, pilot)
        prompt = stage.app.screen
        words = str(prompt.query_one("Static").render())  # type: ignore[attr-defined]
        assert "demo does not know NOPE" in words
        await pilot.press("escape")
    assert stage.saved == []


async def test_escape_codes_pasted_into_a_prompt_are_text() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash")
        stage.app.screen.query_one(Input).value = "\x1b[2J[@click=app.quit]x"
        await pilot.press("enter")
        await settled(stage, pilot)
        found = stage.app.screen.query_one(LineWidget)
        words = found.render_line(0).text
    assert "\x1b" not in words and "does not know" in words
