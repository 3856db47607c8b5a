"""The page of the frontier: its panels at three sizes, its requests, and what is still computed."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.allocation.portfolios import GetAllocation, GetResampledFrontier
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.widgets.text_panel import TextPanel
from tests.ui.stage import Stage, on_stage, painted, settled

PARTS = ("frontier", "bands", "tilt")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_panels_are_whole_at_each_size(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        stage.app.view.open_page("frontier")
        await settled(stage, pilot)
        shown = stage.screen_text()
        places = [stage.app.view.query_one(f"#{name}").region for name in PARTS]
    assert "Frontier: return by volatility" in shown and "equivalent: V min-vol" in shown
    assert all(place.height >= 17 for place in places)
    if size[0] >= 100:
        assert "SPY 33% to 23%" in shown and "best Sharpe, in sample, by floor of IWM" in shown
        assert places[0].height == places[1].height + places[2].height, "the plot takes both rows"
    else:
        assert [place.height for place in places] == [20, 20, 20], "each panel fills the page, the others are below"


async def test_tab_leads_from_panel_to_panel_at_eighty_columns() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        await pilot.press("d")
        await settled(stage, pilot)
        focused = [stage.app.focused]
        for _ in range(2):
            await pilot.press("tab")
            await settled(stage, pilot)
            focused.append(stage.app.focused)
    assert [widget.id if widget else None for widget in focused] == list(PARTS)


async def test_the_resampled_frontier_is_asked_for_once_and_not_for_each_target() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        assert GetResampledFrontier() not in stage.link.asked, "it takes seconds: only the page that shows it asks"
        stage.app.view.open_page("frontier")
        await settled(stage, pilot)
        assert stage.link.asked.index(GetAllocation()) < stage.link.asked.index(GetResampledFrontier())
        await pilot.press("l")
        await settled(stage, pilot)
        shown = stage.screen_text()
    assert "SPY 33% to 23%" in shown


async def test_the_frontier_is_drawn_while_its_samples_are_computed() -> None:
    stage = Stage()
    stage.link.answers[GetResampledFrontier] = Failure("cancelled", "stopped")
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        stage.app.view.open_page("frontier")
        await settled(stage, pilot)
        stage.link.say(feeds=(FeedStatus("allocation", FeedState.OK, progress="7 of 200 resampled frontiers"),))
        await painted(stage, pilot)
        stage.app.view.paint()
        shown = stage.screen_text()
    assert "in sample: V min-vol" in shown and "7 of 200 resampled frontiers" in shown and "stopped" in shown


async def test_without_the_extra_the_page_says_what_is_needed() -> None:
    stage = Stage()
    words = 'needs the extra "lab": pip install "r2k-tui[lab]"'
    for kind in (GetAllocation, GetResampledFrontier):
        stage.link.answers[kind] = Failure("not_installed", words)
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        stage.app.view.open_page("frontier")
        await settled(stage, pilot)
        assert stage.screen_text().count('needs the extra "lab"') == 3


def first_panel(stage: Stage) -> str:
    return "\n".join(
        "".join(text for text, _ in line) for line in stage.app.view.query_one("#frontier", TextPanel).draw(78, 20)
    )


async def test_the_first_panel_tells_how_far_the_region_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    answer, drawn = stage.link.ask, asyncio.Event()

    async def waiting(request: Request) -> Reply:
        if isinstance(request, GetResampledFrontier):
            await drawn.wait()
        return await answer(request)

    monkeypatch.setattr(stage.link, "ask", waiting)
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("5", "d")
        stage.link.say(feeds=(FeedStatus("allocation", FeedState.OK, progress="176 of 200 resampled frontiers"),))
        while "176 of 200 resampled frontiers" not in (before := first_panel(stage)):
            await pilot.pause(0.01)
        drawn.set()
        await settled(stage, pilot)
        after = first_panel(stage)
    assert "in sample:" in before, "the frontier itself is there"
    assert "statistically equivalent" in after and "of 200" not in after
