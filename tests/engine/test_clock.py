"""The clock of a replay, and the wall behind it."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.clock import ReplayClock, wall_of
from r2k_tui.model.calendar.replay import Replay

REPLAY = Replay("2025-09-18", 60.0, 5000.0, since=900.0, ends=90_000.0)


def test_it_shows_the_moment_of_the_day_and_goes_on_from_another_state() -> None:
    wall = [1000.0]
    clock = ReplayClock(REPLAY, lambda: wall[0])
    assert clock() == 5000.0 + 100.0 * 60.0
    wall[0] += 60.0
    assert clock() == REPLAY.now(1060.0)
    later: Replay = msgspec.structs.replace(REPLAY, speed=REPLAY.speed * 2)
    clock.change(later)
    assert clock() == later.now(1060.0)


def test_the_wall_is_that_of_the_person_who_looks() -> None:
    def wall() -> float:
        return 5.0

    assert wall_of(wall) is wall
    assert wall_of(ReplayClock(REPLAY, wall)) is wall
