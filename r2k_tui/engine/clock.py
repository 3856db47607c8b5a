"""The clock of an engine that replays a day: it can be held, put forward and made faster."""

from __future__ import annotations

from r2k_tui.engine.limits import Clock
from r2k_tui.model.calendar.replay import Replay


class ReplayClock:
    """Owner of the state of a replay. Called, it gives the moment that is replayed (seconds since the epoch)."""

    def __init__(self, replay: Replay, wall: Clock) -> None:
        self.replay, self.wall = replay, wall

    def __call__(self) -> float:
        return self.replay.now(self.wall())

    def change(self, replay: Replay) -> None:
        """Go on from another state."""
        self.replay = replay


def wall_of(clock: Clock) -> Clock:
    """The clock on the wall of the person who looks: another one than the market's in a replay."""
    return clock.wall if isinstance(clock, ReplayClock) else clock
