"""The clock of an engine: the wall clock, or a replay's, which can be paused, moved and sped up."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.model.calendar.replay import Replay

# Seconds since the epoch, UTC.
Clock = Callable[[], float]


class ReplayClock:
    """Owner of the state of a replay. Calling it returns the replayed time (seconds since the epoch)."""

    def __init__(self, replay: Replay, wall: Clock) -> None:
        self.replay, self.wall = replay, wall

    def __call__(self) -> float:
        return self.replay.now(self.wall())

    def change(self, replay: Replay) -> None:
        """Continue from another state."""
        self.replay = replay


def wall_of(clock: Clock) -> Clock:
    """The wall clock of the person watching; in a replay it differs from the clock of the market."""
    return clock.wall if isinstance(clock, ReplayClock) else clock
