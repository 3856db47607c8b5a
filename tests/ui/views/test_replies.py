"""How a page of a view sees a reply: the lines drawn from it, or words where it is missing."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.allocation.portfolios import AllocationReply, BacktestReply, GetAllocation
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import GetPositionSize
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.views.base import View
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


async def test_replies_that_arrive_together_are_painted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, paint, painted = Stage(), View.paint, list[int]()
    async with on_stage(stage) as pilot:

        def counted(view: View) -> None:
            painted.append(len(view._replies))
            paint(view)

        monkeypatch.setattr(View, "paint", counted)
        await pilot.press("4")
        await settled(stage, pilot)
        assert painted == [0, len(stage.app.view.requests())]


async def test_what_arrived_before_a_reload_is_painted_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, reloads = Stage(), list[Request]()
    ask = stage.link.ask

    async def ask_and_reload(request: Request) -> Reply:
        """The last request of view 4 is answered, and at once its engine is joined anew."""
        if isinstance(request, GetPositionSize) and not reloads:
            reloads.append(request)
            stage.app.view.reload()
        return await ask(request)

    monkeypatch.setattr(stage.link, "ask", ask_and_reload)
    async with on_stage(stage) as pilot:
        await pilot.press("4")
        await settled(stage, pilot)
        assert reloads and "computing" not in stage.screen_text()
