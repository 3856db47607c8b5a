"""Unconfirmed prices: each is held until another provider, bars or two other fields confirm it, however often it
repeats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.engine.validation.evidence import (
    CLOSE,
    MinuteBar,
    SecondOpinion,
    Support,
    bar_agrees,
    bar_contradicts,
    near,
    verdict,
)
from r2k_tui.model.market.feed import UNCONFIRMED, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.tick import price_words

# Seconds after which a price is accepted if only the last good price contradicts it.
PATIENCE_S = 900.0


class Doubted(NamedTuple):
    """Unconfirmed quote. `first_trade`: trade time of the first quote at its price; `since`: receipt of that quote.

    `consistent_since`: start of the current period without a contradiction, None during one. Seconds since the epoch.
    """

    quote: Quote
    first_trade: float
    since: float
    consistent_since: float | None


class Confirmation:
    """Owner of the unconfirmed quotes, by symbol."""

    def __init__(self) -> None:
        self._waiting: dict[str, Doubted] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """Symbols whose newest price is unconfirmed."""
        return tuple(self._waiting)

    def doubted(self, symbol: str) -> Doubted | None:
        """Unconfirmed quote of a symbol, None without one."""
        return self._waiting.get(symbol)

    def confirm(self, symbol: str) -> None:
        """Drop the unconfirmed quote of a symbol, because other evidence has confirmed it."""
        self._waiting.pop(symbol, None)

    def admit(
        self,
        quote: Quote,
        known: Quote | None,
        bar: MinuteBar | None = None,
        as_received: Quote | None = None,
        others: SecondOpinion = SecondOpinion.SILENT,
    ) -> bool:
        """Whether `quote` may replace `known`.

        `bar`: the matching minute bar. `as_received`: the same quote including the fields that contradict its price.
        `others`: position of the other providers; unless they are silent, repetition confirms nothing.
        """
        found = verdict(as_received or quote, known)
        now, again = quote.received_at, self._again(quote)
        first = again.first_trade if again is not None else quote.time or now
        against = bar_contradicts(quote, bar, first)
        if found is Support.GOOD and not (against and _moved(quote, known)):
            self.confirm(quote.symbol)
            return True
        alone = others is SecondOpinion.SILENT
        if others is SecondOpinion.AGREE or (
            alone and again is not None and _confirmed_by_repetition(found, against=against)
        ):
            self.confirm(quote.symbol)
            return True
        # Bars of the same provider outweigh another one only when they have agreed for long.
        lasts = again is not None and now - again.since >= PATIENCE_S
        if bar_agrees(quote, bar) and (lasts or others is not SecondOpinion.DIFFER):
            self.confirm(quote.symbol)
            return True
        consistent = None
        if found is not Support.CONTRADICTED and not against:
            consistent = again.consistent_since if again is not None else now
            consistent = now if consistent is None else consistent
        self._waiting[quote.symbol] = Doubted(quote, first, again.since if again else now, consistent)
        if alone and consistent is not None and now - consistent >= PATIENCE_S:
            self.confirm(quote.symbol)
            return True
        return False

    def keep_only(self, symbols: Iterable[str]) -> None:
        """Drop the unconfirmed quotes of symbols that are no longer requested."""
        wanted = set(symbols)
        self._waiting = {symbol: doubted for symbol, doubted in self._waiting.items() if symbol in wanted}

    def _again(self, quote: Quote) -> Doubted | None:
        """Unconfirmed quote that this one repeats; None where its price differs."""
        waiting = self._waiting.get(quote.symbol)
        if waiting is None or quote.price is None or not near(quote.price, waiting.quote.price):
            return None
        return waiting


def _moved(quote: Quote, known: Quote | None) -> bool:
    """Whether a price is not close to the last good one; False without one."""
    last = known.price if known is not None else None
    return quote.price is not None and last is not None and not near(quote.price, last, CLOSE)


def _confirmed_by_repetition(found: Support, *, against: bool) -> bool:
    """Whether a repeated price is accepted; `against`: the newest minute bar contradicts it."""
    return found is Support.SPANNED or (found is Support.AGREED and not against)


def contradiction(quote: Quote, opinion: Quote) -> Problem:
    """Problem that reports a price which another provider contradicts."""
    ours, theirs = price_words(quote.price or 0.0), price_words(opinion.price or 0.0)
    words = f"{quote.symbol} at {ours} by {quote.source} is refused: {opinion.source} has {theirs}"
    return Problem(quote.symbol, UNCONFIRMED, words)


def doubt(quote: Quote, known: Quote | None) -> Problem:
    """Problem that reports an unconfirmed price."""
    last = known.price if known is not None and known.price is not None else quote.previous_close
    price = quote.price or 0.0
    far = last is not None and not near(price or last, last, CLOSE)
    beside = f"far from {price_words(last or 0.0)}" if far else "doubted"
    words = f"{quote.symbol} at {price_words(price)} is {beside}: it is held until bars or other fields confirm it"
    return Problem(quote.symbol, UNCONFIRMED, words)
