"""Retry schedule of failed series: each stays on its usual pace, and now and then one is retried on behalf of all."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable
from typing import Generic, TypeVar

RetryKey = TypeVar("RetryKey", bound=Hashable)


class RetrySchedule(Generic[RetryKey]):
    """Failed series and the times of their failures. The first trial is due after `first_s` seconds, each further one
    after twice as long, at most `most_s`."""

    def __init__(self, first_s: float, most_s: float) -> None:
        self._first, self._most = first_s, most_s
        self._since: dict[RetryKey, float] = {}
        self._next_trial, self._wait = 0.0, first_s

    def failed(self, key: RetryKey, now: float) -> None:
        """Record that a series delivered nothing at `now` (seconds since the epoch)."""
        if not self._since:
            self._wait = self._first
            self._next_trial = now + self._wait
        self._since[key] = now

    def succeeded(self, key: RetryKey) -> None:
        """Record a success; after a failure of this series, clear all failures, since the others may work again too."""
        if key in self._since:
            self._since.clear()

    def keep_only(self, keys: Container[RetryKey]) -> None:
        """Drop the series that are no longer requested."""
        for gone in [key for key in self._since if key not in keys]:
            del self._since[gone]

    def since(self, key: RetryKey) -> float | None:
        """Time of the last failure of a series, None without one."""
        return self._since.get(key)

    def trial(self, keys: Iterable[RetryKey], now: float) -> RetryKey | None:
        """Failed series among `keys` to retry now, the one that has waited longest; None when no trial is due."""
        if not self._since or now < self._next_trial:
            return None
        self._wait = min(2.0 * self._wait, self._most)
        self._next_trial = now + self._wait
        return min((key for key in keys if key in self._since), key=self._since.__getitem__, default=None)
