"""The holdings on the dashboard: totals, positions by weight, the age of the oldest price."""

from __future__ import annotations

import pytest

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.messages.bars import GetRangeStarts
from tests.ui.stage import Stage, on_stage, one_layout, settled

HELD = PortfolioSettings(
    cash=1000.0, holdings=(Holding("^VIX", 10, 20.0), Holding("IWM", 100, 210.5), Holding("NOPE", 1, 1.0))
)


def text(stage: Stage) -> str:
    panel = stage.app.dashboard.board.query_one("#portfolio")
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


async def test_totals_and_positions_by_weight() -> None:
    stage = Stage(portfolio=HELD, dashboard=one_layout("quotes", "portfolio"))
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        shown = text(stage)
        assert "Portfolio" in shown and "32,999" in shown, "100 x 318.42 + 10 x 15.70 + 1000"
        assert shown.index("IWM") < shown.index("^VIX") and "31,842" in shown and "+402" in shown
        assert "NOPE has no quote" in shown and "oldest price" in shown and "SIM demo" in shown


async def test_without_holdings_it_says_where_they_come_from() -> None:
    stage = Stage(dashboard=one_layout("quotes", "portfolio"))
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        assert "no holdings: [portfolio] in the settings takes them" in text(stage)


async def test_another_range_requests_its_start_once() -> None:
    stage = Stage(portfolio=HELD, dashboard=one_layout("chart", "portfolio"))
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        await pilot.press("right_square_bracket")
        await settled(stage, pilot)
        stage.app.dashboard.paint()
        stage.link.say(problems=())
        await settled(stage, pilot)
        assert [r for r in stage.link.asked if isinstance(r, GetRangeStarts)] == [
            GetRangeStarts(("^VIX", "IWM", "NOPE"), "5D")
        ]
        assert "5D" in text(stage)


@pytest.mark.parametrize("width", [36, 60, 200])
async def test_any_width_shows_symbol_and_value(width: int) -> None:
    stage = Stage(portfolio=HELD, dashboard=one_layout("portfolio"))
    async with on_stage(stage, (width, 20)) as pilot:
        await settled(stage, pilot)
        assert "IWM" in text(stage) and "31,842" in text(stage)


async def test_enter_opens_the_allocation() -> None:
    stage = Stage(portfolio=HELD, dashboard=one_layout("portfolio"))
    async with on_stage(stage) as pilot:
        await settled(stage, pilot)
        await pilot.press("tab", "enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "allocation"
