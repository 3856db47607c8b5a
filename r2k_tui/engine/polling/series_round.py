"""A round over many series of one source: the order of requests, and what a failed round left out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

RoundKey = TypeVar("RoundKey", bound=Hashable)


class SeriesRound(Generic[RoundKey]):
    """The series that a round left out because the source failed; nothing once a round has brought them all.

    A round after a failed one is a trial: it asks for what is left only, begins with another series each time, and one
    failure ends it. So a source that is down is asked once for each step of the backoff, however many series there are,
    and a source that is back is asked for what is missing and for nothing else. `left` is what the last round left out,
    `is_healthy` whether the source gave anything in it.
    """

    def __init__(self) -> None:
        self.left: tuple[RoundKey, ...] = ()
        self.is_healthy = True
        self._failures, self._began = 0, 0.0

    @property
    def is_trial(self) -> bool:
        """Whether the last round left something out."""
        return bool(self.left)

    def order(self, wanted: Iterable[RoundKey], now: float, fresh_s: float) -> list[RoundKey]:
        """The series to ask for now, of all that are `wanted`: those left out, each of them first in turn.

        After `fresh_s` seconds what the round had brought is no longer fresh, and all are asked for.
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
        """Note what a round left out, and whether the source gave anything in it."""
        self.is_healthy = healthy
        self._failures = self._failures + 1 if left else 0
        self.left = tuple(left)

    def forget(self) -> None:
        """Request every series in the next round."""
        self.left, self._failures = (), 0
