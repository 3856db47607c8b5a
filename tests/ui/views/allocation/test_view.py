"""View 5: targets, pairs, what is still computed and what cannot be, and its pictures."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.allocation.portfolios import (
    USER_PORTFOLIOS,
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetResampledFrontier,
    GetSimulation,
    StopAllocation,
)
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.views.allocation.view import AllocationView
from tests.ui.stage import Stage, on_stage, painted, settled
from tests.ui.test_pictures import Compare, _run


async def test_right_chooses_the_next_target_and_asks_for_it() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        assert "target max-Sharpe" in stage.screen_text()
        await pilot.press("l")
        await settled(stage, pilot)
        assert "target min-CVaR" in stage.screen_text()
        await pilot.press("h", "h")
        await settled(stage, pilot)
        assert "target min-vol" in stage.screen_text()
    assert [r.target for r in stage.link.asked if isinstance(r, GetAllocation)][-3:] == [
        "min_cvar95",
        "max_sharpe",
        "min_vol",
    ]


@pytest.mark.parametrize(
    ("page", "words", "request_"),
    [
        ("versus", "V min-vol, B benchmark", GetBacktest("min_vol")),
        ("future", "min-vol: 5 % 25 50 75 95 %", GetSimulation("min_vol", beside=(USER_PORTFOLIOS,))),
        ("trades", "to min-vol (in sample); total 39,120.00", GetAllocation("min_vol")),
    ],
)
async def test_the_target_chosen_on_one_page_is_that_of_the_others(page: str, words: str, request_: Request) -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        await pilot.press("h")
        await settled(stage, pilot)
        stage.app.view.open_page(page)
        await settled(stage, pilot)
        assert words in stage.screen_text()
    assert request_ in stage.link.asked


async def test_in_the_correlations_left_and_right_choose_a_pair() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        stage.app.view.query_one("#correlations").focus()
        await pilot.press("l")
        await settled(stage, pilot)
        assert "SPY and AGG, over 63 sessions" in stage.screen_text()
        await pilot.press("h", "h")
        await settled(stage, pilot)
        assert "TLT and GLD, over 63 sessions" in stage.screen_text()
    pairs = [request for request in stage.link.asked if isinstance(request, GetPairCorrelation)]
    assert pairs[0] == GetPairCorrelation("SPY", "IWM")


async def test_what_is_computed_says_how_far_it_has_come_and_escape_stops_it() -> None:
    stage = Stage()
    stage.link.answers[GetAllocation] = Failure("cancelled", "stopped")
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        stage.link.say(feeds=(FeedStatus("allocation", FeedState.OK, progress="7 of 17 risk_parity"),))
        await painted(stage, pilot)
        stage.app.view.paint()
        shown = stage.screen_text()
        await pilot.press("escape")
        await settled(stage, pilot)
    assert "stopped" in shown and "7 of 17 risk par." in shown
    assert StopAllocation() in stage.link.asked


async def test_escape_begins_no_computation_that_waited_for_the_stopped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    stopped = asyncio.Event()
    answer = stage.link.ask

    async def waiting(request: Request) -> Reply:
        if isinstance(request, GetAllocation):
            await stopped.wait()
            return Failure("cancelled", "stopped")
        if isinstance(request, StopAllocation):
            stopped.set()
        return await answer(request)

    monkeypatch.setattr(stage.link, "ask", waiting)
    async with on_stage(stage, (200, 60)) as pilot:
        await pilot.press("5", "d")
        stage.link.say(feeds=(FeedStatus("allocation", FeedState.OK, progress="7 of 17 frontier"),))
        await painted(stage, pilot)
        await pilot.press("escape")
        await settled(stage, pilot)
        stage.link.say(feeds=(FeedStatus("allocation", FeedState.IDLE),))
        await settled(stage, pilot)
        shown = stage.screen_text()
    assert StopAllocation() in stage.link.asked and GetResampledFrontier() not in stage.link.asked
    assert "computing" not in shown and shown.count("stopped") == 3


async def test_each_page_exports_what_it_shows() -> None:
    exported = {
        "frontier": "equivalent",
        "versus": "tracking_error",
        "factors": "factor",
        "rules": "deflated_sharpe",
        "future": "p50",
        "trades": "action",
    }
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, AllocationView)
        for page, column in exported.items():
            view.open_page(page)
            await settled(stage, pilot)
            table = view.export_table()
            assert column in table.header and table.rows, page


async def test_escape_stops_the_computation_once_and_then_undoes_the_target() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        await pilot.press("l")
        await settled(stage, pilot)
        stage.link.say(feeds=(FeedStatus("allocation", FeedState.OK, progress="7 of 17 frontier"),))
        await settled(stage, pilot)
        names = []
        for number in (8, 9):
            names += [mode.name.partition(" ")[0] for mode in stage.app.view.switched_on()[:1]]
            await pilot.press("escape")
            stage.link.say(feeds=(FeedStatus("allocation", FeedState.OK, progress=f"{number} of 17 frontier"),))
            await settled(stage, pilot)
        asked = stage.link.asked
        targets = [request.target for request in asked if isinstance(request, GetAllocation)]
        assert names == ["the", "target"] and asked.count(StopAllocation()) == 1
        assert targets[0] == targets[-1] != targets[1] and stage.app.view.switched_on() == []
        stage.link.say(feeds=(FeedStatus("allocation", FeedState.OK),))
        await settled(stage, pilot)
        stage.app.view.switched_on()
        stage.link.say(feeds=(FeedStatus("allocation", FeedState.OK, progress="1 of 2 again"),))
        await settled(stage, pilot)
        assert [mode.name for mode in stage.app.view.switched_on()] == ["the computation"]


async def test_limits_that_clash_are_told_in_the_view() -> None:
    stage = Stage()
    stage.link.answers[GetAllocation] = Failure("infeasible", 'sleeve "US equity" must hold 0.45')
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        assert 'sleeve "US equity" must hold 0.45' in stage.screen_text()


async def test_the_export_holds_every_weight() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        table = stage.app.view.export_table()
    assert table.header == ("portfolio", "symbol", "weight", "simulated")
    assert ("max_sharpe", "GLD", 0.2796, True) in table.rows
    assert len(table.rows) == 7 * 5


async def test_a_small_window_does_no_harm() -> None:
    stage = Stage()
    async with on_stage(stage, (40, 12)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        for _ in range(10):
            await pilot.press("tab")
        await settled(stage, pilot)
        lines = stage.screen_text().splitlines()
    assert any("Weights" in line for line in lines)


async def test_each_page_has_its_figures() -> None:
    shown = {
        "frontier": ("in sample", "equivalent: V min-vol", "best Sharpe, in sample, by floor of IWM"),
        "versus": ("10.1%", "SPY is in both", "+9.2% a year against +14.6%", "above: Sharpe over 252 days"),
        "future": ("2020 pandemic", "seed 1", "beats benchmark"),
        "trades": ("-84", "rebalancing is due", "M2KZ25"),
    }
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5")
        await settled(stage, pilot)
        for page, figures in shown.items():
            stage.app.view.open_page(page)
            await settled(stage, pilot)
            parts = stage.app.view.parts
            bodies = "\n".join("".join(text for text, _ in line) for panel in parts for line in panel.draw(100, 60))
            assert [figure for figure in figures if figure not in bodies] == [], page


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_allocation(snap_compare: Compare, size: tuple[int, int]) -> None:
    stage = Stage()
    assert snap_compare(stage.app, terminal_size=size, run_before=_run(stage, "5"))
