"""Series that failed: each keeps to its usual pace, and now and then one of them is tried for all."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable
from typing import Generic, TypeVar

RetryKey = TypeVar("RetryKey", bound=Hashable)


class RetrySchedule(Generic[RetryKey]):
    """Who failed since when. The first trial comes after `first_s` seconds, each further one after twice as long, at
    most `most_s`."""

    def __init__(self, first_s: float, most_s: float) -> None:
        self._first, self._most = first_s, most_s
        self._since: dict[RetryKey, float] = {}
        self._next_trial, self._wait = 0.0, first_s

    def failed(self, key: RetryKey, now: float) -> None:
        """A series gave nothing at `now` (seconds since the epoch)."""
        if not self._since:
            self._wait = self._first
            self._next_trial = now + self._wait
        self._since[key] = now

    def succeeded(self, key: RetryKey) -> None:
        """A series came; where it had failed, the others may work again too."""
        if key in self._since:
            self._since.clear()

    def keep_only(self, keys: Container[RetryKey]) -> None:
        """Forget the series that nobody wants any more."""
        for gone in [key for key in self._since if key not in keys]:
            del self._since[gone]

    def since(self, key: RetryKey) -> float | None:
        """When a series failed last, None where it did not."""
        return self._since.get(key)

    def trial(self, keys: Iterable[RetryKey], now: float) -> RetryKey | None:
        """The one of `keys` that rests and is to be tried now, if it is time for one: the longest at rest."""
        if not self._since or now < self._next_trial:
            return None
        self._wait = min(2.0 * self._wait, self._most)
        self._next_trial = now + self._wait
        return min((key for key in keys if key in self._since), key=self._since.__getitem__, default=None)
