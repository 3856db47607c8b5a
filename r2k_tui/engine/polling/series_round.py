"""Round over many series of one source: the order of requests, and the series that a failed round left out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

RoundKey = TypeVar("RoundKey", bound=Hashable)


class SeriesRound(Generic[RoundKey]):
    """Series that a round left out because the source failed; empty once a round has fetched them all.

    The round after a failed one is a trial: it requests only what is left, starts with a different series each time,
    and ends at the first failure. A source that is down thus gets one request per backoff step, however many series
    there are; one that recovers gets requests only for missing series. `left`: series that the last round left out;
    `is_healthy`: whether the source delivered anything in it.
    """

    def __init__(self) -> None:
        self.left: tuple[RoundKey, ...] = ()
        self.is_healthy = True
        self._failures, self._began = 0, 0.0

    @property
    def is_trial(self) -> bool:
        """Whether the last round left series out."""
        return bool(self.left)

    def order(self, wanted: Iterable[RoundKey], now: float, fresh_s: float) -> list[RoundKey]:
        """Series to request now, out of all `wanted`: those left out, each of them first in turn.

        After `fresh_s` seconds the results of the round are stale, and all are requested.
        """
        keys = list(dict.fromkeys(wanted))
        if not self.left:
            self._began = now
            return keys
        if 0 <= now - self._began < fresh_s:
            left = set(self.left)
            keys = [key for key in keys if key in left]
        first = self._failures % len(keys) if keys else 0
        return keys[first:] + keys[:first]

    def ended(self, left: Sequence[RoundKey], *, healthy: bool) -> None:
        """Record the series that a round left out, and whether the source delivered anything in it."""
        self.is_healthy = healthy
        self._failures = self._failures + 1 if left else 0
        self.left = tuple(left)

    def forget(self) -> None:
        """Request every series in the next round."""
        self.left, self._failures = (), 0
