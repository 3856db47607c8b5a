"""How a page of a view sees a reply: the lines drawn from it, or words where it is missing."""

from __future__ import annotations

from r2k_tui.model.messages.allocation.portfolios import AllocationReply, BacktestReply, GetAllocation
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.views.replies import FindReply, WithReply
from tests.ui.stage import Stage, on_stage, settled
from tests.ui.views.chart.drawn import text


async def test_a_view_is_what_finds_replies_and_draws_them() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        find: FindReply = stage.app.view.reply
        draw: WithReply = stage.app.view.with_reply
        assert find("allocation", AllocationReply) is not None
        assert find("nothing", AllocationReply) is None and find("allocation", BacktestReply) is None
        assert text(draw("allocation", AllocationReply, lambda reply: [((reply.study.small, "text"),)])) == "IWM"


async def test_what_failed_is_drawn_as_its_reason() -> None:
    stage = Stage()
    stage.link.answers[GetAllocation] = Failure("infeasible", "the sleeves clash")
    async with on_stage(stage) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        draw: WithReply = stage.app.view.with_reply
        assert "the sleeves clash" in text(draw("allocation", AllocationReply, lambda _: []))
