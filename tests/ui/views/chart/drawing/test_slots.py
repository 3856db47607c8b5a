"""Slots: several bars as one, honestly; the live bar; where everything stands."""

from __future__ import annotations

from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.views.chart.drawing.live import Live
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.slots import Slots, extent, in_view, slots_of
from tests.cases import cases
from tests.ui.views.chart.drawn import DAY_S, FIRST, closes, reply


def slots(count: int, width: int, offset: int = 0) -> Slots:
    given = closes([float(i + 1) for i in range(count)])
    return slots_of(in_view(given, ChartOptions(), None), width, offset)


def test_a_slot_of_several_bars_is_open_of_the_first_extremes_close_of_the_last_and_sum() -> None:
    given = reply([(1, 5, 0.5, 2), (2, 9, 1, 3), (3, 4, 0.25, 3.5)], volumes=[10, nan, 5])
    (slot,) = slots_of(in_view(given, ChartOptions(), None), 1, 0).slots
    assert (slot.open, slot.high, slot.low, slot.close, slot.volume) == (1, 9, 0.25, 3.5, 15)
    assert (slot.bars, slot.last, slot.time, slot.until) == (3, 2, FIRST, FIRST + 2 * DAY_S)


def test_one_bar_a_slot_while_there_is_room_for_all() -> None:
    assert (slots(40, 40).per, slots(41, 40).per, slots(81, 40).per) == (1, 2, 3)


@given(st.integers(1, 400), st.integers(1, 90), st.integers(0, 50))
def test_every_slot_has_a_column_of_its_own_and_the_newest_bar_is_there(count: int, width: int, offset: int) -> None:
    found = slots(count, width, offset)
    assert len(set(found.columns)) == len(found.slots) <= width
    assert all(0 <= column < width for column in found.columns)
    assert found.slots[-1].close == count


@given(st.integers(30, 200), st.integers(5, 25))
def test_a_bar_more_leaves_the_slots_before_it_as_they_were(count: int, width: int) -> None:
    before, after = slots(count, width), slots(count + 1, width)
    if before.per == after.per:
        shared = min(len(before.slots), len(after.slots)) - 2
        starts = {slot.time: slot for slot in before.slots[1:-1]}
        assert sum(1 for slot in after.slots if starts.get(slot.time) == slot) >= shared - 1


@given(st.integers(30, 200), st.integers(5, 25), st.integers(0, 60))
def test_slots_begin_at_the_same_bars_however_much_is_known_before_them(count: int, width: int, earlier: int) -> None:
    found = slots(count, width, earlier)
    places = [earlier + (slot.time - FIRST) // DAY_S for slot in found.slots[1:]]
    assert all(place % found.per == 0 for place in places)


def test_a_live_bar_of_the_last_time_joins_it_and_a_later_one_follows() -> None:
    given = reply([(10, 12, 9, 11), (11, 13, 10, 12)], volumes=[5, 6])
    same = in_view(given, ChartOptions(), Live(FIRST + DAY_S, nan, 14, 11.5, 13.5, nan)).bars
    assert [bar.close for bar in same] == [11, 13.5]
    assert same[-1][2:7] == (11, 14, 10, 13.5, 6)
    later = in_view(given, ChartOptions(), Live(FIRST + 2 * DAY_S, 12, 13, 12, 13, nan)).bars
    assert [bar.close for bar in later] == [11, 12, 13]
    assert isnan(later[-1].volume)


def test_a_stretch_that_ends_earlier_does_not_show_the_live_bar() -> None:
    given = closes([float(i) for i in range(1, 31)])
    live = Live(FIRST + 30 * DAY_S, 50, 50, 50, 50, nan)
    assert extent(given, ChartOptions(), live) == (0, 31)
    assert extent(given, ChartOptions(count=10, end=FIRST + 19 * DAY_S), live) == (10, 20)
    assert extent(given, ChartOptions(count=10, end=live.time), live) == (21, 31)


def test_the_range_begins_after_what_was_asked_for_beside_it() -> None:
    given = closes([float(i) for i in range(1, 31)], first=12)
    assert extent(given, ChartOptions(), None) == (12, 30)
    assert in_view(given, ChartOptions(), None).before == 12.0


@cases("ahead", [0, 50, 500])
def test_room_for_the_rest_of_a_session(ahead: int) -> None:
    given = closes([float(i) for i in range(1, 101)])
    found = slots_of(in_view(given, ChartOptions(), None), 60, 0, ahead)
    assert found.columns[-1] == pytest.approx(60 * 100 / (100 + ahead), abs=3)
