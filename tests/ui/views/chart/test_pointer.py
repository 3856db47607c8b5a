"""The pointer over the chart: a bar, a zoom about it, a drag."""

from __future__ import annotations

from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp
from textual.pilot import Pilot

from r2k_tui.ui.views.chart.view import ChartView
from tests.ui.stage import Stage, on_stage, settled

PANEL, ROW = "#prices", 15


async def _opened(stage: Stage, pilot: Pilot[None]) -> ChartView:
    await pilot.press("2")
    await settled(stage, pilot)
    await pilot.press(*["right_square_bracket"] * 5)
    await settled(stage, pilot)
    view = stage.app.view
    assert isinstance(view, ChartView)
    return view


async def _send(pilot: Pilot[None], kind: type, x: int, y: int = ROW, button: int = 0) -> None:
    await pilot._post_mouse_events([kind], PANEL, offset=(x, y), button=button)
    await pilot.pause()


async def test_a_click_chooses_the_bar_and_a_second_one_lets_it_go() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        view = await _opened(stage, pilot)
        slots = view.chart.slots
        assert slots is not None
        column = slots.columns[40]
        await pilot.click(PANEL, offset=(view.chart.left + column, ROW))
        assert view.options.cross == slots.times[40]
        await pilot.click(PANEL, offset=(view.chart.left + column, ROW), times=1)
        assert view.options.cross is None
        await pilot.click(PANEL, offset=(2, ROW))
        assert view.options.cross is None, "the margin is no bar"


async def test_the_wheel_keeps_the_bar_under_the_pointer() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        view = await _opened(stage, pilot)
        for x in (view.chart.left + 5, view.chart.left + 50, view.chart.left + view.chart.slots.width - 6):
            await pilot.press("escape", "escape")
            before = view.chart.slots
            time = before.times[before.under(x - view.chart.left)]
            await _send(pilot, MouseScrollUp, x)
            after = view.chart.slots
            assert len(after.closes) < len(before.closes)
            at = after.columns[after.place_of(time)] + view.chart.left
            assert abs(at - x) <= after.step + 2, (at, x)
            await _send(pilot, MouseScrollDown, x)
            assert len(view.chart.slots.closes) > len(after.closes)
        options = view.options
        await _send(pilot, MouseScrollUp, 2)
        assert view.options == options, "beside the plot the wheel does nothing"


async def test_a_drag_pans_and_is_no_click() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        view = await _opened(stage, pilot)
        x, before = view.chart.left + 40, view.chart.slots
        await _send(pilot, MouseDown, x, button=1)
        await _send(pilot, MouseMove, x + 20, button=1)
        await settled(stage, pilot)
        after = view.chart.slots
        assert len(after.closes) == len(before.closes), "earlier bars were requested, and came"
        assert abs(before.place_of(after.times[-1]) + 20 / before.step - len(before.times) + 1) <= 1
        await _send(pilot, MouseMove, x, button=1)
        assert view.chart.slots.times == before.times, "back where it began"
        await _send(pilot, MouseMove, x + 20, button=1)
        await pilot._post_mouse_events([MouseUp], PANEL, offset=(x + 20, ROW), button=1)
        await pilot.pause()
        assert view.options.cross is None and view.chart.slots.times == after.times
        await _send(pilot, MouseMove, x + 60)
        assert view.chart.slots.times == after.times, "the button is up"


async def test_the_legend_and_the_ranges() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        view = await _opened(stage, pilot)
        lines = [view.chart.render_line(y).text for y in range(4)]
        await pilot.click(PANEL, offset=(lines[0].index("5Y"), 0))
        await settled(stage, pilot)
        assert stage.app.context.range == "5Y"
        y = next(y for y in (1, 2, 3) if "SMA 50" in view.chart.render_line(y).text)
        await pilot.click(PANEL, offset=(view.chart.render_line(y).text.index("SMA 50"), y))
        await settled(stage, pilot)
        assert "sma50" not in view.options.overlays
