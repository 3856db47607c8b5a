"""The clock of a replay: it runs at its pace, holds, steps, and stops at the end of the day."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.calendar.replay import FASTEST, SPEEDS, Replay, faster, slower, standing
from tests.cases import cases

BEGINS, ENDS = 1000.0, 2000.0
PLAYED = Replay("2025-09-18", 60.0, BEGINS, since=50.0, ends=ENDS)


@cases(
    ("wall", "shows"),
    [(50.0, 1000.0), (51.0, 1060.0), (50.5, 1030.0), (66.0, 1960.0), (67.0, ENDS), (1e9, ENDS), (49.0, BEGINS)],
)
def test_it_runs_at_its_pace_to_the_end_and_never_back(wall: float, shows: float) -> None:
    assert PLAYED.now(wall) == shows
    assert PLAYED.over(wall) == (shows == ENDS)


def test_held_it_stands_and_goes_on_from_there() -> None:
    held = PLAYED.holding(51.0, held=True)
    assert [held.now(wall) for wall in (51.0, 500.0, 1e9)] == [1060.0] * 3
    assert not held.over(1e9)
    gone_on = held.holding(500.0, held=False)
    assert (gone_on.now(500.0), gone_on.now(501.0)) == (1060.0, 1120.0)


def test_another_pace_counts_from_now() -> None:
    quick = PLAYED.at_speed(51.0, 120.0)
    assert (quick.now(51.0), quick.now(52.0)) == (1060.0, 1180.0)


def test_it_is_put_forward_never_back_and_not_beyond_the_end() -> None:
    assert PLAYED.moved(51.0, 1500.0).now(51.0) == 1500.0
    assert PLAYED.moved(51.0, 0.0).now(51.0) == 1060.0
    assert PLAYED.moved(51.0, 9e9).now(51.0) == ENDS


def test_how_long_until_a_moment() -> None:
    assert PLAYED.wait(1120.0, 51.0) == pytest.approx(1.0)
    assert PLAYED.wait(1000.0, 51.0) == 0.0
    assert PLAYED.wait(2001.0, 51.0) is None
    assert PLAYED.holding(51.0, held=True).wait(1120.0, 51.0) is None


def test_before_the_bars_are_loaded_it_stands() -> None:
    waiting = standing("2025-09-18", 60.0, 1000.0)
    assert [waiting.now(wall) for wall in (0.0, 1e9)] == [1000.0, 1000.0]
    assert not waiting.over(1e9)
    assert not waiting.held


def test_the_keys_go_up_and_down_the_steps() -> None:
    assert [faster(s) for s in (0.3, 1.0, 60.0, 61.0, FASTEST)] == [1.0, 2.0, 120.0, 120.0, FASTEST]
    assert [slower(s) for s in (FASTEST, 61.0, 60.0, 1.0, 0.3)] == [1200.0, 60.0, 30.0, 1.0, 0.3]
    assert list(SPEEDS) == sorted(set(SPEEDS))


Walls = st.floats(0, 1e6)


@given(
    wall=Walls,
    later=Walls,
    speed=st.floats(0.01, FASTEST),
    turns=st.lists(st.sampled_from(["hold", "go", "faster", "step"]), max_size=6),
)
def test_whatever_is_done_time_goes_forward_within_the_day(
    wall: float, later: float, speed: float, turns: list[str]
) -> None:
    replay, shown = Replay("2025-09-18", speed, BEGINS, since=0.0, ends=ENDS), BEGINS
    for number, turn in enumerate(turns):
        moment = wall + number
        if turn == "step":
            replay = replay.holding(moment, held=True).moved(moment, replay.now(moment) + 60)
        elif turn == "faster":
            replay = replay.at_speed(moment, faster(replay.speed))
        else:
            replay = replay.holding(moment, held=turn == "hold")
        assert shown <= replay.now(moment) <= ENDS
        shown = replay.now(moment)
    assert shown <= replay.now(wall + len(turns) + later) <= ENDS
    assert math.isfinite(shown)
