"""Frozen feed of a provider: its last quotes, and whether the newest ones repeat them."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.chain.negative_cache import MOST_KEPT

_Trade = tuple[float | None, float | None, float | None]


class Repetition:
    """Owner of the newest trade of each symbol. `words`: message about the frozen feed, "" while prices move."""

    def __init__(self) -> None:
        self.words = ""
        self._newest: dict[str, _Trade] = {}

    def begin(self, words: str) -> None:
        """Record that the feed is frozen."""
        self.words = words

    def take(self, quotes: Iterable[Quote]) -> None:
        """Record a response; any change ends the repetition."""
        quotes = tuple(quotes)
        if self.words and not self.goes_on(quotes):
            self.words = ""
        kept = self._newest if len(self._newest) < MOST_KEPT else {}
        self._newest = kept | {quote.symbol: _trade(quote) for quote in quotes}

    def goes_on(self, quotes: Iterable[Quote]) -> bool:
        """Whether a response equals the last one for every symbol that both have."""
        return all(self._newest.get(quote.symbol, _trade(quote)) == _trade(quote) for quote in quotes)


def _trade(quote: Quote) -> _Trade:
    return (quote.price, quote.time, quote.volume)
