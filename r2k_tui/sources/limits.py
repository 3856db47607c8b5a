"""Rate limits of requests to a source: backoff with full jitter, and a circuit breaker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeVar

from r2k_tui.sources.base import RateLimited, Unavailable

_CLOCK_MOVED_S = 1.0
# Minimum interval between forced requests while the breaker is open, for held keys and hubs with many terminals.
INSIST_S = 5.0
Guarded = TypeVar("Guarded")


class Backoff:
    """Exponential backoff with full jitter, at least a fifth of the step.

    Source: Brooker, "Exponential Backoff And Jitter" (2015).
    """

    def __init__(self, first_s: float, most_s: float, random: Random) -> None:
        self._first, self._most, self._random = first_s, most_s, random

    def step(self, failures: int) -> float:
        """Maximum wait after the n-th consecutive failure, in seconds."""
        return min(self._most, self._first * 2.0 ** min(failures - 1, 30))

    def delay(self, failures: int) -> float:
        """Wait after the n-th consecutive failure, in seconds: at most `step(failures)`."""
        step = self.step(failures)
        return self._random.uniform(0.2 * step, step)


class Breaker:
    """Circuit breaker of a source: blocks all topics after a rate limit, for at least `least_s`, then twice as long.

    `reason`: message of the newest refusal. A user can force one request through while the breaker is open.
    """

    def __init__(self, least_s: float, clock: Callable[[], float]) -> None:
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
        # A clock set back must not extend the pause.
        if now < self._seen - _CLOCK_MOVED_S:
            self.open_until -= self._seen - now
        self._seen = now
        return now < self.open_until

    @property
    def is_forced(self) -> bool:
        """Whether a user has forced a request that has not been sent yet."""
        return self._insisted

    def trip(self, retry_at: float | None, reason: str = "") -> float:
        """Open the breaker at least until `retry_at`; return the time at which it closes.

        A refusal while it is open extends the pause only where the service names a later time: otherwise a forced
        request carries no penalty.
        """
        wait = 0.0
        if not self.is_open:
            self._trips += 1
            wait = self._least * 2.0 ** min(self._trips - 1, 6)
        self.reason, self._insisted = reason, False
        self.open_until = max(self.open_until, self._clock() + wait, retry_at or 0.0)
        return self.open_until

    def insist(self) -> None:
        """Let one request through the open breaker for a user; at most one per INSIST_S."""
        now = self._clock()
        if self.is_open and not 0.0 <= now - self._insisted_at < INSIST_S:
            self._insisted_at, self._insisted = now, True

    def lets_through(self) -> bool:
        """Whether a poll may start now; while the breaker is open, only a forced one."""
        if not self.is_open:
            return True
        insisted, self._insisted = self._insisted, False
        return insisted

    def call_when_ended(self, call: Callable[[], None]) -> None:
        """Register `call` to run once, when a forced request ends the pause."""
        self._waiting[call] = None

    async def guard(self, call: Callable[[], Awaitable[Guarded]]) -> Guarded:
        """Result of a user request, which respects the breaker like a poll and trips it on a rate limit.

        Raises Unavailable while the breaker is open, else what `call` raises.
        """
        if self.is_open:
            raise Unavailable("the source asks for a pause")
        try:
            return await call()
        except RateLimited as error:
            self.trip(error.retry_at, str(error))
            raise

    def reset(self, *, insisted: bool = False) -> None:
        """Record a successful request. One already in flight when the breaker opened has no effect, unless a user
        forced it: then the breaker closes and all registered callbacks run."""
        if self.is_open and not insisted:
            return
        self._trips, self.open_until, self._insisted = 0, 0.0, False
        waiting, self._waiting = self._waiting, {}
        for call in waiting if insisted else ():
            call()
