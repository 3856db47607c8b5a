"""Lookups of single symbols that a response about many symbols omitted or left incomplete."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from r2k_tui.model.market.feed import Problem

# Maximum number of lookups per call, and the pause after one that failed.
MOST_AT_ONCE, RETRY_AFTER_S = 10, 3600.0


class Lookups:
    """Schedule of lookups: a few at a time, the longest waiting first, each with a pause after a failure.

    `clock` returns seconds since the epoch.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._failed: dict[str, tuple[float, Problem | None]] = {}
        self._paused_until = 0.0

    def due(self, symbols: Iterable[str]) -> list[str]:
        """Symbols to look up now."""
        now = self._clock()
        if now < self._paused_until:
            return []
        waiting = [symbol for symbol in symbols if not self._is_resting(symbol, now)]
        chosen = sorted(waiting, key=lambda symbol: self._asked.get(symbol, 0.0))[:MOST_AT_ONCE]
        self._asked |= dict.fromkeys(chosen, now)
        return chosen

    def record_failure(self, symbol: str, problem: Problem | None = None) -> None:
        """Record that a lookup returned nothing new; `problem` is the reason, if known."""
        self._failed[symbol] = (self._clock(), problem)

    def answered(self, symbol: str) -> None:
        """Record that a lookup returned everything."""
        self._failed.pop(symbol, None)

    def pause_until(self, time: float) -> None:
        """Suspend lookups until `time`."""
        self._paused_until = max(self._paused_until, time)

    def has_failed(self, symbol: str) -> bool:
        """Whether the newest lookup of a symbol returned nothing, or not everything."""
        return symbol in self._failed

    def problem(self, symbol: str) -> Problem | None:
        """Reason why the newest lookup of a symbol failed, if known."""
        found = self._failed.get(symbol)
        return None if found is None else found[1]

    def _is_resting(self, symbol: str, now: float) -> bool:
        found = self._failed.get(symbol)
        # A clock set back must not extend the pause.
        return found is not None and 0.0 <= now - found[0] < RETRY_AFTER_S
