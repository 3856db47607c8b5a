"""A price far from the last one counts when something bears it out: the range of its own day, or the next poll."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from math import inf, nan

import msgspec

from r2k_tui.model.bars import Bars
from r2k_tui.model.days import bar_of_day, new_york_day
from r2k_tui.model.feed import Problem
from r2k_tui.model.quote import Quote
from r2k_tui.model.tick import price_words

# A price beyond this many times the last one, either way, is a jump. Real ones wait for one poll at the most.
JUMP = 1.5


class Confirmation:
    """Remembers, by symbol, the price that waits to be seen again."""

    def __init__(self) -> None:
        self._waiting: dict[str, float] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The symbols whose newest price is not believed yet."""
        return tuple(self._waiting)

    def admit(self, quote: Quote, known: Quote | None) -> bool:
        """Whether `quote` may take the place of `known`; where not, one like it is admitted the next time."""
        price = quote.price
        if price is None or believable(quote, known) or near(price, self._waiting.get(quote.symbol)):
            self._waiting.pop(quote.symbol, None)
            return True
        self._waiting[quote.symbol] = price
        return False

    def keep_only(self, symbols: Iterable[str]) -> None:
        """Forget what waits of symbols that nobody asks for any more."""
        wanted = set(symbols)
        self._waiting = {symbol: price for symbol, price in self._waiting.items() if symbol in wanted}


def near(price: float, other: float | None) -> bool:
    """Whether two prices are less than a jump apart."""
    return other is not None and other / JUMP <= price <= other * JUMP


def believable(quote: Quote, known: Quote | None) -> bool:
    """Whether a quote bears its price out by itself, given the last good one."""
    price = quote.price
    if price is None:
        return True
    last = known.price if known is not None else None
    if near(price, last):
        return True
    if known is not None and last is not None and _same_day(quote, known):
        # Today's range holds every price of today: it must reach from the last one to beyond this one.
        return _inside(quote, price, strictly=True) and _inside(quote, last)
    if last is None and quote.previous_close is None:
        return True
    ranged = near(quote.day_high or inf, quote.day_low)
    return near(price, quote.previous_close) or (ranged and _inside(quote, price))


def with_close_before(quote: Quote, daily: Bars | None) -> Quote:
    """The quote with the close before its day as the bars have it, where its own is of another unit.

    On the day of a split a source may give the new price beside the old close.
    """
    price, own = quote.price, quote.previous_close
    if price is None or own is None or near(own, price) or daily is None:
        return quote
    day = bar_of_day(new_york_day(quote.time or quote.received_at))
    place = bisect_left(daily.times(), day) - 1
    close = daily.column("close")[place] if place >= 0 else nan
    return msgspec.structs.replace(quote, previous_close=close) if near(close, price) else quote


def doubt(quote: Quote, known: Quote | None) -> Problem:
    """What a person is told of a price that waits."""
    last = known.price if known is not None and known.price is not None else quote.previous_close
    words = f"{price_words(quote.price or 0.0)} is far from {price_words(last or 0.0)}: it counts when it comes again"
    return Problem(quote.symbol, "unconfirmed", words)


def _same_day(quote: Quote, known: Quote) -> bool:
    times = (quote.time or quote.received_at, known.time or known.received_at)
    return new_york_day(times[0]) == new_york_day(times[1])


def _inside(quote: Quote, price: float, *, strictly: bool = False) -> bool:
    low, high = quote.day_low, quote.day_high
    if low is None or high is None:
        return False
    return low < price < high if strictly else low <= price <= high
