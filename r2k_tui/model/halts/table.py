"""Halts in effect, by symbol: one rule for the screen, for JSON and for alerts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from r2k_tui.model.calendar.venue import NEW_YORK_STOCKS
from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.sessions import venue_in
from r2k_tui.model.market.source import SourceFacts


class HaltTable:
    """Newest halt of each symbol, and that of the whole market."""

    def __init__(self, halts: Iterable[Halt] = ()) -> None:
        self._halts: dict[str, Halt] = {}
        for halt in halts:
            known = self._halts.get(halt.symbol)
            if known is None or known.halted_at <= halt.halted_at:
                self._halts[halt.symbol] = halt

    def __iter__(self) -> Iterator[Halt]:
        return iter(self._halts.values())

    def of(self, symbol: str, now: float) -> Halt | None:
        """Halt of one symbol in effect at `now`; None without one. That of the whole market is under MARKET."""
        halt = self._halts.get(symbol)
        return halt if halt is not None and halt.in_effect(now) else None

    def count(self, symbols: Iterable[str], now: float) -> int:
        """Number of these symbols that are halted one by one at `now`."""
        if not self._halts:
            return 0
        return sum(self.of(symbol, now) is not None for symbol in self._halts.keys() & set(symbols))


def halt_of(halts: HaltTable, facts: SourceFacts, symbol: str, quote: Quote | None, now: float) -> Halt | None:
    """Halt of a symbol of a source in effect at `now`: its own, or that of the market where it trades in New York."""
    own = halts.of(symbol, now)
    if own is not None:
        return own
    everywhere = halts.of(MARKET, now)
    return everywhere if everywhere is not None and venue_in(facts, symbol, quote) == NEW_YORK_STOCKS else None
