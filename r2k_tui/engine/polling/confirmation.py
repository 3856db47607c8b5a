"""Prices that are doubted: each waits until bars or two other fields bear it out, however often it repeats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.engine.polling.evidence import CLOSE, MinuteBar, Support, bar_agrees, bar_contradicts, near, verdict
from r2k_tui.model.market.feed import UNCONFIRMED, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.tick import price_words

# A price that only the last good one speaks against is believed after this time (seconds).
PATIENCE_S = 900.0


class Doubted(NamedTuple):
    """A quote that waits; since when its price is told, and since when nothing in its answers contradicts it.

    Times in seconds since the epoch, of the quote and of when it came.
    """

    quote: Quote
    first_trade: float
    since: float
    consistent_since: float | None


class Confirmation:
    """Remembers, by symbol, the quote that is doubted."""

    def __init__(self) -> None:
        self._waiting: dict[str, Doubted] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The symbols whose newest price is not believed yet."""
        return tuple(self._waiting)

    def doubted(self, symbol: str) -> Doubted | None:
        """What is doubted of a symbol."""
        return self._waiting.get(symbol)

    def believe(self, symbol: str) -> None:
        """Something else has borne out what is doubted of a symbol."""
        self._waiting.pop(symbol, None)

    def admit(self, quote: Quote, known: Quote | None, bar: MinuteBar | None = None, told: Quote | None = None) -> bool:
        """Whether `quote` may take the place of `known`.

        `bar` is the minute bar beside it; `told` the same quote with the fields that contradict its price.
        """
        found = verdict(told or quote, known)
        now, again = quote.received_at, self._again(quote)
        first = again.first_trade if again is not None else quote.time or now
        against = bar_contradicts(quote, bar, first)
        if found is Support.GOOD and not (against and _moved(quote, known)):
            self.believe(quote.symbol)
            return True
        if bar_agrees(quote, bar) or (again is not None and _told_twice(found, against=against)):
            self.believe(quote.symbol)
            return True
        consistent = None
        if found is not Support.CONTRADICTED and not against:
            consistent = again.consistent_since if again is not None else now
            consistent = now if consistent is None else consistent
        self._waiting[quote.symbol] = Doubted(quote, first, again.since if again else now, consistent)
        if consistent is not None and now - consistent >= PATIENCE_S:
            self.believe(quote.symbol)
            return True
        return False

    def keep_only(self, symbols: Iterable[str]) -> None:
        """Drop the unconfirmed quotes of symbols that are no longer requested."""
        wanted = set(symbols)
        self._waiting = {symbol: doubted for symbol, doubted in self._waiting.items() if symbol in wanted}

    def _again(self, quote: Quote) -> Doubted | None:
        """The doubt that a quote repeats; None where its price is another."""
        waiting = self._waiting.get(quote.symbol)
        if waiting is None or quote.price is None or not near(quote.price, waiting.quote.price):
            return None
        return waiting


def _moved(quote: Quote, known: Quote | None) -> bool:
    """Whether a price is not close to the last good one, where there is one."""
    last = known.price if known is not None else None
    return quote.price is not None and last is not None and not near(quote.price, last, CLOSE)


def _told_twice(found: Support, *, against: bool) -> bool:
    """Whether a price that comes again is believed; `against`: the newest minute bar contradicts it."""
    return found is Support.SPANNED or (found is Support.AGREED and not against)


def doubt(quote: Quote, known: Quote | None) -> Problem:
    """The message about an unconfirmed price."""
    last = known.price if known is not None and known.price is not None else quote.previous_close
    price = quote.price or 0.0
    far = last is not None and not near(price or last, last, CLOSE)
    beside = f"far from {price_words(last or 0.0)}" if far else "doubted"
    words = f"{quote.symbol} at {price_words(price)} is {beside}: it counts once bars or other fields agree"
    return Problem(quote.symbol, UNCONFIRMED, words)
