"""Negative cache: symbols that a provider does not have, each remembered for a growing interval."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from r2k_tui.model.market.feed import Problem

FIRST_S, LONGEST_S = 300.0, 3600.0
# Terminals of a hub can ask for any number of symbols; the oldest entries are dropped.
MOST_KEPT = 2000
CacheKey = TypeVar("CacheKey", bound=Hashable)


class _Miss(NamedTuple):
    problem: Problem
    wait: float
    until: float


class NegativeCache(Generic[CacheKey]):
    """Cache of what one provider does not have. Entries expire after five minutes; each further miss doubles that, up
    to an hour."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._misses: dict[CacheKey, _Miss] = {}

    def add(self, key: CacheKey, problem: Problem) -> None:
        """Record that an answer lacked `key`; a miss before the entry expires does not extend it."""
        known = self._misses.get(key)
        if known is not None and self.has(key):
            return
        wait = FIRST_S if known is None else min(2.0 * known.wait, LONGEST_S)
        self._misses[key] = _Miss(problem, wait, self._clock() + wait)
        while len(self._misses) > MOST_KEPT:
            del self._misses[next(iter(self._misses))]

    def forget(self, key: CacheKey) -> None:
        """Record that an answer has `key`."""
        self._misses.pop(key, None)

    def has(self, key: CacheKey) -> bool:
        """Whether `key` is known to be missing, so that a request would be wasted."""
        known = self._misses.get(key)
        # A clock set back must not extend the interval.
        return known is not None and 0 < known.until - self._clock() <= known.wait

    def problem(self, key: CacheKey) -> Problem | None:
        """Newest problem reported for `key`, expired or not; None if it was never missing."""
        known = self._misses.get(key)
        return None if known is None else known.problem
