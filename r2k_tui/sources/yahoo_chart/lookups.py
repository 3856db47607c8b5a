"""Which symbols are looked up one by one, because an answer about many symbols left something out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from r2k_tui.model.market.feed import Problem

# Most lookups of one call, and the pause after one that brought nothing.
MOST_AT_ONCE, IN_VAIN_S = 10, 3600.0


class Lookups:
    """Turns of lookups: a few at a time, those that waited longest first, none soon after it was in vain.

    `clock` gives seconds since the epoch.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._vain: dict[str, tuple[float, Problem | None]] = {}
        self._paused_until = 0.0

    def due(self, symbols: Iterable[str]) -> list[str]:
        """Symbols to look up now."""
        now = self._clock()
        if now < self._paused_until:
            return []
        waiting = [symbol for symbol in symbols if not self._is_vain(symbol, now)]
        chosen = sorted(waiting, key=lambda symbol: self._asked.get(symbol, 0.0))[:MOST_AT_ONCE]
        self._asked |= dict.fromkeys(chosen, now)
        return chosen

    def in_vain(self, symbol: str, problem: Problem | None = None) -> None:
        """Note that a lookup brought nothing; `problem` says why, if that is known."""
        self._vain[symbol] = (self._clock(), problem)

    def answered(self, symbol: str) -> None:
        """Note that a symbol is answered in full."""
        self._vain.pop(symbol, None)

    def pause_until(self, time: float) -> None:
        """Look nothing up before `time`."""
        self._paused_until = max(self._paused_until, time)

    def was_in_vain(self, symbol: str) -> bool:
        """Whether the newest lookup of a symbol brought nothing, or not all of it."""
        return symbol in self._vain

    def problem(self, symbol: str) -> Problem | None:
        """Why the newest lookup of a symbol brought nothing, if it did."""
        found = self._vain.get(symbol)
        return None if found is None else found[1]

    def _is_vain(self, symbol: str, now: float) -> bool:
        found = self._vain.get(symbol)
        # A clock set back must not extend the pause.
        return found is not None and 0.0 <= now - found[0] < IN_VAIN_S
