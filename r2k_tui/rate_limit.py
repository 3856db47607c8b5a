"""Token bucket: the rate limiter of requests to a source and of requests to a hub."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class TokenBucket:
    """Bucket of `burst` tokens, refilled at `per_minute`; waiters take theirs in the order of arrival, those that go
    `first` before all others.

    `clock` counts seconds. A clock that goes backward neither refills the bucket nor empties it.
    """

    def __init__(self, per_minute: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = per_minute / 60.0, float(burst), clock
        self._tokens, self._updated = float(burst), clock()
        self._turn, self._first_turn = asyncio.Lock(), asyncio.Lock()
        # Those that go first: how many wait, and how many tokens they have taken.
        self._first_waiting = self._first_taken = 0

    async def take(self, *, first: bool = False) -> None:
        """Take a token, after a wait where none is left; `first`: before those that do not go first."""
        if first:
            await self._take_first()
            return
        async with self._turn:
            taken = -1
            while self._first_waiting or taken != self._first_taken:
                taken = self._first_taken
                await self._wait_for_token()
                if self._first_waiting:
                    await asyncio.sleep(1.0 / self._rate)
            self._tokens -= 1.0

    async def _take_first(self) -> None:
        self._first_waiting += 1
        try:
            async with self._first_turn:
                await self._wait_for_token()
                self._tokens -= 1.0
                self._first_taken += 1
        finally:
            self._first_waiting -= 1

    async def _wait_for_token(self) -> None:
        self._refill()
        if self._tokens < 1.0:
            await asyncio.sleep((1.0 - self._tokens) / self._rate)
            self._refill()

    def try_take(self) -> bool:
        """Take a token if one is left; return whether there was one."""
        self._refill()
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True

    def _refill(self) -> None:
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + max(0.0, now - self._updated) * self._rate)
        self._updated = now


class Unlimited(TokenBucket):
    """Bucket that never runs empty, for sources that make no requests over a network."""

    def __init__(self) -> None:
        """Nothing to count."""

    async def take(self, *, first: bool = False) -> None:
        """Take a token without a wait."""

    def try_take(self) -> bool:
        """Take a token: there always is one."""
        return True
