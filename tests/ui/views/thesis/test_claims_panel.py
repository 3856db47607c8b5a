"""The claims on the dashboard."""

from __future__ import annotations

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.thesis import GetThesis
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, one_layout, settled


def text(stage: Stage) -> str:
    panel = stage.app.dashboard.board.query_one("#thesis")
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


async def test_each_claim_with_its_verdict_and_the_day_of_the_test() -> None:
    stage = Stage(dashboard=one_layout("quotes", "thesis"))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        for words in ("1 holds", "unproven", "3,208.00", "SIM demo, tested as of 2031-05-15"):
            assert words in text(stage), words
        await pilot.press("tab", "enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "thesis"


async def test_it_asks_for_what_is_known_at_once_and_again_after_a_poll_of_its_topics() -> None:
    stage = Stage(dashboard=one_layout("quotes", "thesis"))
    async with on_stage(stage, (120, 40)) as pilot:
        await settled(stage, pilot)
        assert stage.link.asked.count(GetThesis()) == 1
        for _ in range(2):
            stage.link.say(feeds=(FeedStatus("macro", FeedState.OK, last_success=NOW + 60),))
            await settled(stage, pilot)
        assert stage.link.asked.count(GetThesis()) == 2
        assert not any(request == GetThesis(whole=True) for request in stage.link.asked)
