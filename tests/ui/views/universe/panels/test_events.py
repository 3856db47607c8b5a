"""The coming events on the dashboard."""

from __future__ import annotations

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetEvents
from r2k_tui.ui.views.universe.view import UniverseView
from tests.ui.stage import Stage, on_stage, one_layout, settled


def text(stage: Stage) -> str:
    panel = stage.app.dashboard.board.query_one("#events")
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


async def test_a_line_for_each_day_and_the_age_of_each_source() -> None:
    stage = Stage(dashboard=one_layout("quotes", "events"))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        for words in ("weight that reports: today", "CPI 08:30", "FOMC 14:00", "tomorrow", "SIM demo 2h"):
            assert words in text(stage), words
        assert stage.link.asked.count(GetEvents()) == 1


async def test_enter_opens_its_page() -> None:
    stage = Stage(dashboard=one_layout("quotes", "events"))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        await pilot.press("tab", "enter")
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, UniverseView) and view.pages["calendar"].has_class("-shown")
        await pilot.press("escape", "1", "7")
        await settled(stage, pilot)
        assert not view.has_class("-paged"), "the page is asked for once"


async def test_a_failure_is_told() -> None:
    stage = Stage(dashboard=one_layout("quotes", "events"))
    stage.link.answers[GetEvents] = Failure("not_found", "no list of members yet")
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        assert "no list of members yet" in text(stage)
