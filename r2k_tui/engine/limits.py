"""How often a source may be asked: a backoff with full jitter, and a breaker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeVar

from r2k_tui.engine.clock import Clock
from r2k_tui.sources.base import RateLimited, Unavailable

_CLOCK_MOVED_S = 1.0
# A key that is held down, or many terminals of one hub, must not ask a service that refuses more than this often.
INSIST_S = 5.0
Guarded = TypeVar("Guarded")


class Backoff:
    """Exponential with full jitter (Brooker, "Exponential Backoff And Jitter", 2015), at least a fifth of the step."""

    def __init__(self, first_s: float, most_s: float, random: Random) -> None:
        self._first, self._most, self._random = first_s, most_s, random

    def step(self, failures: int) -> float:
        """The longest wait after the n-th failure in a row, in seconds."""
        return min(self._most, self._first * 2.0 ** min(failures - 1, 30))

    def delay(self, failures: int) -> float:
        """Seconds to wait after the n-th failure in a row: at most `step(failures)`."""
        step = self.step(failures)
        return self._random.uniform(0.2 * step, step)


class Breaker:
    """Keeps all topics of a source quiet after it refused more requests: at least `least_s`, then twice as long.

    `reason`: the words of the newest refusal. A person may insist: then one request goes out although it is open.
    """

    def __init__(self, least_s: float, clock: Clock) -> None:
        self._least, self._clock = least_s, clock
        self._trips = 0
        self._seen = clock()
        self._insisted_at, self._insisted = float("-inf"), False
        self._waiting: dict[Callable[[], None], None] = {}
        self.open_until, self.reason = 0.0, ""

    @property
    def is_open(self) -> bool:
        """Whether requests are blocked now."""
        now = self._clock()
        # A clock that was put back must not make the pause longer.
        if now < self._seen - _CLOCK_MOVED_S:
            self.open_until -= self._seen - now
        self._seen = now
        return now < self.open_until

    def trip(self, retry_at: float | None, reason: str = "") -> float:
        """Open, at least until `retry_at`; return until when.

        A refusal while it is open makes the pause longer only where the service names a later time: a person who
        insists loses nothing by it.
        """
        wait = 0.0
        if not self.is_open:
            self._trips += 1
            wait = self._least * 2.0 ** min(self._trips - 1, 6)
        self.reason, self._insisted = reason, False
        self.open_until = max(self.open_until, self._clock() + wait, retry_at or 0.0)
        return self.open_until

    def insist(self) -> None:
        """Let one request through although it is open, for a person; at most one within INSIST_S."""
        now = self._clock()
        if self.is_open and not 0.0 <= now - self._insisted_at < INSIST_S:
            self._insisted_at, self._insisted = now, True

    def lets_through(self) -> bool:
        """Whether a poll may begin now; while it is open, the one that a person insists on."""
        if not self.is_open:
            return True
        insisted, self._insisted = self._insisted, False
        return insisted

    def call_when_ended(self, call: Callable[[], None]) -> None:
        """Have `call` called once, when a request that was insisted on has ended the pause."""
        self._waiting[call] = None

    async def guard(self, call: Callable[[], Awaitable[Guarded]]) -> Guarded:
        """The result of what a person asks for, which minds the breaker as the polls do, and opens it for them.

        Raises Unavailable while it is open, else what `call` does.
        """
        if self.is_open:
            raise Unavailable("the source asks for a pause")
        try:
            return await call()
        except RateLimited as error:
            self.trip(error.retry_at, str(error))
            raise

    def reset(self, *, insisted: bool = False) -> None:
        """A request went through; one that was under way when the breaker opened says nothing, unless a person
        insisted on it: then the pause ends, and all who wait for its end are called."""
        if self.is_open and not insisted:
            return
        self._trips, self.open_until, self._insisted = 0, 0.0, False
        waiting, self._waiting = self._waiting, {}
        for call in waiting if insisted else ():
            call()
