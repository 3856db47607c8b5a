"""Clocks of the engine: the wall clock, or the clock of a replay, which can pause, jump and run faster."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.model.calendar.replay import Replay

# Seconds since the epoch, UTC.
Clock = Callable[[], float]


class ReplayClock:
    """Clock of a replay and owner of its state. Calling it returns the replayed time (seconds since the epoch)."""

    def __init__(self, replay: Replay, wall: Clock) -> None:
        self.replay, self.wall = replay, wall

    def __call__(self) -> float:
        return self.replay.now(self.wall())

    def change(self, replay: Replay) -> None:
        """Continue from a new replay state."""
        self.replay = replay


def wall_of(clock: Clock) -> Clock:
    """Wall clock of the user; in a replay it differs from the market's clock."""
    return clock.wall if isinstance(clock, ReplayClock) else clock
