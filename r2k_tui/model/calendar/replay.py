"""Replay of a past day: its clock at any moment of the wall clock."""

from __future__ import annotations

import math

import msgspec

# Speeds of the keys; `--speed` accepts any number above 0 up to the last one.
SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 3600.0)
FASTEST = SPEEDS[-1]


class Replay(msgspec.Struct, frozen=True):
    """State of a replay; times in seconds since the epoch.

    When the wall clock showed `since`, the replay clock showed `at`; from there it runs at `speed` times the wall
    clock, unless it is `held`, and stops at `ends`.
    """

    day: str
    speed: float
    at: float
    since: float
    ends: float
    held: bool = False

    def now(self, wall: float) -> float:
        """Replay clock when the wall clock shows `wall`."""
        if self.held:
            return self.at
        # A wall clock that was set back must not turn the replay back.
        return max(self.at, min(self.ends, self.at + max(0.0, wall - self.since) * self.speed))

    def over(self, wall: float) -> bool:
        """Whether the replay has ended."""
        return self.now(wall) >= self.ends

    def wait(self, moment: float, wall: float) -> float | None:
        """Wall-clock seconds until the replay reaches `moment`; None when it will not in its present state."""
        if self.held or moment > self.ends:
            return None
        return max(0.0, moment - self.now(wall)) / self.speed

    def moved(self, wall: float, moment: float) -> Replay:
        """Copy with its clock moved forward to `moment`."""
        return msgspec.structs.replace(self, at=max(self.now(wall), min(moment, self.ends)), since=wall)

    def holding(self, wall: float, *, held: bool) -> Replay:
        """Copy that pauses or resumes here."""
        return msgspec.structs.replace(self.moved(wall, self.now(wall)), held=held)

    def at_speed(self, wall: float, speed: float) -> Replay:
        """Copy that runs at another speed from here."""
        return msgspec.structs.replace(self.moved(wall, self.now(wall)), speed=speed)


def standing(day: str, speed: float, at: float) -> Replay:
    """Replay whose bars are not loaded yet: its clock stands at `at` until it starts."""
    return Replay(day, speed, at, math.inf, math.inf)


def faster(speed: float) -> float:
    """Next speed up."""
    return next((step for step in SPEEDS if step > speed), speed)


def slower(speed: float) -> float:
    """Next speed down."""
    return next((step for step in reversed(SPEEDS) if step < speed), speed)
