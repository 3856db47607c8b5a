"""The page of the benchmark: every portfolio in a table, and the backtest of the target."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.allocation.portfolios import USER_PORTFOLIOS, GetAllocation, GetBacktest
from tests.ui.stage import Stage, on_stage, settled

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_table_is_whole_at_every_size(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("5", "d", "d")
        await settled(stage, pilot)
        lines = stage.screen_text().splitlines()
    top = next(i for i, line in enumerate(lines) if "Portfolios against the benchmark" in line)
    table = "\n".join(lines[top : top + 13])
    for words in ("min-vol", "own", "67%", "10.1%", "-0.32", "walk-forward", "-0.41", "SPY 100%", "SPY is in both"):
        assert words in table, words
    assert "…" not in table
    assert (size[0] < 100) or any("Growth and drawdown" in line for line in lines)


async def test_study_and_backtest_are_those_of_the_target() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("5", "d", "d")
        await settled(stage, pilot)
        page = stage.app.view.query_one("#page-versus")
        assert page.requests() == {
            "allocation": GetAllocation(),
            "backtest": GetBacktest(),
            "beside": GetBacktest(beside=(USER_PORTFOLIOS,)),
        }
        await pilot.press("l")
        await settled(stage, pilot)
        assert page.requests()["backtest"] == GetBacktest("min_cvar95")
        assert GetBacktest("min_cvar95") in stage.link.asked
        assert "C min-CVaR, B benchmark" in stage.screen_text()
