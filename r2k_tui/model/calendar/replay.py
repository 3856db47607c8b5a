"""A day of the past that is played again: where its clock stands at any moment of ours."""

from __future__ import annotations

import math

import msgspec

# Steps of the keys; `--speed` takes any number above 0 up to the last one.
SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 3600.0)
FASTEST = SPEEDS[-1]


class Replay(msgspec.Struct, frozen=True):
    """The state of a replay; times in seconds since the epoch.

    When the clock on the wall showed `since`, the clock of the replay showed `at`; from there it runs `speed` times as
    fast as ours, unless it is `held`, and stops at `ends`.
    """

    day: str
    speed: float
    at: float
    since: float
    ends: float
    held: bool = False

    def now(self, wall: float) -> float:
        """What the clock of the replay shows when the one on the wall shows `wall`."""
        if self.held:
            return self.at
        # A clock on the wall that was put back must not bring back what has passed.
        return max(self.at, min(self.ends, self.at + max(0.0, wall - self.since) * self.speed))

    def over(self, wall: float) -> bool:
        """Whether the day has been played."""
        return self.now(wall) >= self.ends

    def wait(self, moment: float, wall: float) -> float | None:
        """Seconds on the wall until the replay comes to `moment`; None when it does not, as it stands."""
        if self.held or moment > self.ends:
            return None
        return max(0.0, moment - self.now(wall)) / self.speed

    def moved(self, wall: float, moment: float) -> Replay:
        """The same, with its clock put forward to `moment`."""
        return msgspec.structs.replace(self, at=max(self.now(wall), min(moment, self.ends)), since=wall)

    def holding(self, wall: float, *, held: bool) -> Replay:
        """The same, standing still or running from here."""
        return msgspec.structs.replace(self.moved(wall, self.now(wall)), held=held)

    def at_speed(self, wall: float, speed: float) -> Replay:
        """The same, at another pace from here."""
        return msgspec.structs.replace(self.moved(wall, self.now(wall)), speed=speed)


def standing(day: str, speed: float, at: float) -> Replay:
    """A replay whose bars are not loaded yet: its clock stands at `at` and begins later."""
    return Replay(day, speed, at, math.inf, math.inf)


def faster(speed: float) -> float:
    """The next step up."""
    return next((step for step in SPEEDS if step > speed), speed)


def slower(speed: float) -> float:
    """The next step down."""
    return next((step for step in reversed(SPEEDS) if step < speed), speed)
