"""Repetition of a provider: the last quotes of one whose answers do not move any more."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.chain.negative_cache import MOST_KEPT

_Trade = tuple[float | None, float | None, float | None]


class Repetition:
    """Owner of the newest trade of each symbol. `words`: what was told of the repetition, "" without one."""

    def __init__(self) -> None:
        self.words = ""
        self._newest: dict[str, _Trade] = {}

    def begin(self, words: str) -> None:
        """Record that the answers repeat themselves."""
        self.words = words

    def take(self, quotes: Iterable[Quote]) -> None:
        """Record an answer; one that moves ends the repetition."""
        quotes = tuple(quotes)
        if self.words and not self.goes_on(quotes):
            self.words = ""
        kept = self._newest if len(self._newest) < MOST_KEPT else {}
        self._newest = kept | {quote.symbol: _trade(quote) for quote in quotes}

    def goes_on(self, quotes: Iterable[Quote]) -> bool:
        """Whether an answer is the same as the newest one, for every symbol that both have."""
        return all(self._newest.get(quote.symbol, _trade(quote)) == _trade(quote) for quote in quotes)


def _trade(quote: Quote) -> _Trade:
    return (quote.price, quote.time, quote.volume)
