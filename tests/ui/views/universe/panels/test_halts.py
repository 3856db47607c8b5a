"""Trading halts on the dashboard."""

from __future__ import annotations

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetHalts
from r2k_tui.ui.views.universe.view import UniverseView
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, one_layout, settled


def text(stage: Stage) -> str:
    panel = stage.app.dashboard.board.query_one("#halts")
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


async def test_what_is_halted_and_when_the_feed_was_read() -> None:
    stage = Stage(dashboard=one_layout("quotes", "halts"))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        assert "ago" in text(stage) and "halted:" in text(stage) and "SIM" in text(stage)
        assert "▸" not in text(stage), "there is nothing to choose here"


async def test_another_reading_of_the_feed_is_requested_once() -> None:
    stage = Stage(dashboard=one_layout("quotes", "halts"))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        before = stage.link.asked.count(GetHalts())
        for _ in range(2):
            stage.link.say(feeds=(FeedStatus("halts", FeedState.OK, last_success=NOW + 60),))
            await settled(stage, pilot)
        assert stage.link.asked.count(GetHalts()) == before + 1


async def test_enter_opens_its_page() -> None:
    stage = Stage(dashboard=one_layout("quotes", "halts"))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        await pilot.press("tab", "enter")
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, UniverseView) and view.pages["halts"].has_class("-shown")


async def test_a_refusal_says_why() -> None:
    stage = Stage(dashboard=one_layout("quotes", "halts"))
    stage.link.answers[GetHalts] = Failure("disabled", "[universe] halts = false in the settings")
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        assert "halts = false in the settings" in text(stage)
