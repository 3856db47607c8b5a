"""Symbols that a provider does not have, each remembered for a growing interval."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from r2k_tui.model.market.feed import Problem

FIRST_S, LONGEST_S = 300.0, 3600.0
# Terminals of a hub can ask for any number of symbols; the oldest entries are dropped.
MOST_KEPT = 2000
OmissionKey = TypeVar("OmissionKey", bound=Hashable)


class _Omission(NamedTuple):
    problem: Problem
    wait: float
    until: float


class Omissions(Generic[OmissionKey]):
    """Owner of what one provider left out. It is asked again after five minutes, then after twice as long, up to an
    hour."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left_out: dict[OmissionKey, _Omission] = {}

    def note(self, key: OmissionKey, problem: Problem) -> None:
        """Record that an answer lacked `key`; one that came before the interval was over does not extend it."""
        known = self._left_out.get(key)
        if known is not None and self.has(key):
            return
        wait = FIRST_S if known is None else min(2.0 * known.wait, LONGEST_S)
        self._left_out[key] = _Omission(problem, wait, self._clock() + wait)
        while len(self._left_out) > MOST_KEPT:
            del self._left_out[next(iter(self._left_out))]

    def forget(self, key: OmissionKey) -> None:
        """Record that an answer has `key`."""
        self._left_out.pop(key, None)

    def has(self, key: OmissionKey) -> bool:
        """Whether a request for `key` would be in vain now."""
        known = self._left_out.get(key)
        # A clock set back must not extend the interval.
        return known is not None and 0 < known.until - self._clock() <= known.wait

    def problem(self, key: OmissionKey) -> Problem | None:
        """What the provider said of `key`; None where it was never left out."""
        known = self._left_out.get(key)
        return None if known is None else known.problem
