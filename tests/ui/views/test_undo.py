"""The back key undoes one mode at a time, the nearest first."""

from __future__ import annotations

from tests.ui.stage import Stage, on_stage, settled


async def test_the_nearest_first_then_the_monitor_and_then_it_goes_back() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        stage.app.dashboard.table.filter("iwm")
        await pilot.press("space")
        view = stage.app.view
        assert [mode.name for mode in view.switched_on()] == ["filter", "pause"]
        await pilot.press("escape")
        await settled(stage, pilot)
        assert [mode.name for mode in view.switched_on()] == ["pause"]
        assert "undone: filter" in view.foot.words
        await pilot.press("escape")
        assert view.switched_on() == [] and not stage.mirror.paused
        await pilot.press("tab", "escape")
        assert stage.app.dashboard.table.has_focus
