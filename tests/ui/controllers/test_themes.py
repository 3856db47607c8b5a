"""Themes applied by the app."""

from __future__ import annotations

from tests.ui.stage import Stage, on_stage


async def test_a_chosen_theme_is_applied_and_named_with_the_key_that_saves_it() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        stage.app._themes.use("dracula")
        await pilot.pause()
        assert stage.app.theme == "dracula"
        assert [notice.message for notice in stage.app._notifications] == ["theme dracula; w saves it"]
