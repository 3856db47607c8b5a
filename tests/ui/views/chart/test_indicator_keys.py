"""The keys that choose indicators of the chart."""

from __future__ import annotations

from r2k_tui.ui.views.chart.indicator_keys import IndicatorView
from r2k_tui.ui.views.chart.indicators_dialog import IndicatorList
from tests.ui.stage import Stage, on_stage, settled


async def test_the_lower_pane_goes_around_and_a_legend_entry_toggles() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("2")
        await settled(stage, pilot)
        view = stage.app.view
        assert isinstance(view, IndicatorView) and view.options.pane == ""
        panes = []
        while not panes or panes[-1]:
            view.on_key_lower_pane(1)
            panes.append(view.options.pane)
        assert len(panes) > 2 and len(set(panes)) == len(panes)
        view.click_indicator(panes[0])
        assert view.options.pane == panes[0]
        view.click_indicator(panes[0])
        assert view.options.pane == ""


async def test_the_list_opens_once_there_are_indicators() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("2")
        await settled(stage, pilot)
        await pilot.press("i")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, IndicatorList)
