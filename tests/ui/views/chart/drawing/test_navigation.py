"""Pan, zoom, crosshair: never beyond what is known, and back to where one was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.views.chart.drawing import navigation
from r2k_tui.ui.views.chart.drawing.live import Live
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.slots import extent, in_view, slots_of
from tests.cases import cases
from tests.ui.views.chart.drawn import DAY_S, FIRST, closes

YEAR = closes([float(i + 1) for i in range(250)], earlier=1000)
LIVE = Live(FIRST + 250 * DAY_S, 1, 1, 1, 1, 1)
STEPS = st.lists(st.tuples(st.sampled_from(["pan", "zoom"]), st.sampled_from([-1, 1])), max_size=30)


@given(STEPS, st.sampled_from([None, LIVE]))
def test_there_is_always_something_in_view(steps: list[tuple[str, int]], live: Live | None) -> None:
    options = ChartOptions()
    for name, step in steps:
        options = (navigation.panned if name == "pan" else navigation.zoomed)(YEAR, options, live, step)
        start, stop = extent(YEAR, options, live)
        assert 0 <= start < stop <= 251
        assert stop - start >= 8


def test_zooming_in_and_out_again_is_the_whole_range() -> None:
    near = navigation.zoomed(YEAR, navigation.zoomed(YEAR, ChartOptions(), None, 1), None, 1)
    assert extent(YEAR, near, None) == (188, 250)
    assert near.end is None, "it follows the newest bar"


def test_panning_keeps_how_much_is_in_view_and_comes_back_to_the_newest() -> None:
    near = ChartOptions(count=80)
    back = navigation.panned(YEAR, navigation.panned(YEAR, near, None, -1), None, -1)
    assert extent(YEAR, back, None) == (150, 230)
    assert navigation.panned(YEAR, navigation.panned(YEAR, back, None, 1), None, 1) == near


def test_bars_from_before_are_wanted_near_the_first_one_alone() -> None:
    assert navigation.missing_bars(YEAR, ChartOptions(), None) == 0
    assert navigation.missing_bars(YEAR, ChartOptions(count=60), None) == 0
    first = ChartOptions(count=60, end=FIRST + 70 * DAY_S)
    assert navigation.missing_bars(YEAR, first, None) == 120
    assert navigation.missing_bars(closes([1.0] * 250), first, None) == 0, "there are none"


def test_zooming_out_reaches_into_the_time_before_the_range() -> None:
    far = navigation.zoomed(YEAR, ChartOptions(), None, -1)
    assert far.count == 500
    assert navigation.missing_bars(YEAR, far, None) == 1000


@cases("cross", [3, 120, 249])
def test_zooming_in_keeps_the_crosshair_in_view(cross: int) -> None:
    options = ChartOptions(cross=FIRST + cross * DAY_S)
    for _ in range(4):
        options = navigation.zoomed(YEAR, options, None, 1)
        start, stop = extent(YEAR, options, None)
        assert start <= cross < stop


def test_the_crosshair_steps_from_slot_to_slot_and_stops_at_the_edge() -> None:
    slots = slots_of(in_view(YEAR, ChartOptions(), None), 50, 0)
    options = ChartOptions(cross=slots.slots[1].time)
    left = navigation.crossed(options, slots, -1)
    assert left is not None
    assert left.cross == slots.slots[0].time
    assert navigation.crossed(left, slots, -1) is None
