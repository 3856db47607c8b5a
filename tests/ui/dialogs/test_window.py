"""A window closes once, and never another in its place."""

from __future__ import annotations

from pathlib import Path

import r2k_tui
from r2k_tui.ui.dialogs.choice import ChoiceScreen
from r2k_tui.ui.views.chart.view import ChartView
from tests.ui.stage import Stage, on_stage, settled

CHOICES = (("c", "cell", "the cell"),)


async def test_a_window_that_is_closed_twice_leaves_the_view_below() -> None:
    stage, results = Stage(), list[str | None]()
    async with on_stage(stage) as pilot:
        await pilot.press("2")
        window = ChoiceScreen("Copy", CHOICES)
        await stage.app.push_screen(window, results.append)
        window.dismiss("cell")
        window.dismiss("row")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, ChartView)
        assert results == ["cell"]


async def test_a_window_under_another_does_not_close_that() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        below, above = ChoiceScreen("Copy", CHOICES), ChoiceScreen("Export", CHOICES)
        await stage.app.push_screen(below)
        await stage.app.push_screen(above)
        below.dismiss(None)
        await settled(stage, pilot)
        assert stage.app.screen is above


def test_no_window_goes_without_that_guard() -> None:
    sources = Path(r2k_tui.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if "ModalScreen" in path.read_text()] == ["window.py"]
