"""Disagreement of providers: simultaneous prices of one symbol that are too far apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from r2k_tui.model.market.feed import PROVIDERS_DIFFER, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.tick import price_words
from r2k_tui.model.text import plural

# Trades this close in time are simultaneous, and responses this close belong to one poll.
_MOMENT_S, _POLL_S = 120.0, 60.0
# A disagreement expires after this time without confirmation.
_KEPT_S = 600.0
# Terminals of a hub can ask for any number of symbols.
_MOST_KEPT = 2000


class _Dispute(NamedTuple):
    problem: Problem
    at: float


class Disagreement:
    """Owner of the newest quote of each provider. `allowed`: largest difference, as a fraction."""

    def __init__(self, allowed: float, clock: Callable[[], float]) -> None:
        self._allowed, self._clock = allowed, clock
        self._newest: dict[str, dict[str, Quote]] = {}
        self._disputes: dict[str, _Dispute] = {}

    def take(self, quotes: Iterable[Quote]) -> None:
        """Compare quotes with the newest ones of other providers."""
        for quote in quotes:
            if quote.price is not None:
                self._compare(quote)
                # The newest symbols last: the oldest are dropped.
                self._newest[quote.symbol] = {**self._newest.pop(quote.symbol, {}), quote.source: quote}
        while len(self._newest) > _MOST_KEPT:
            oldest = next(iter(self._newest))
            del self._newest[oldest]
            self._disputes.pop(oldest, None)

    def problems(self, symbols: Iterable[str]) -> tuple[Problem, ...]:
        """Disagreements about these symbols."""
        now, found = self._clock(), (self._disputes.get(symbol) for symbol in symbols)
        return tuple(dispute.problem for dispute in found if dispute and 0 <= now - dispute.at <= _KEPT_S)

    def _compare(self, quote: Quote) -> None:
        others = self._newest.get(quote.symbol, {}).values()
        comparable = [other for other in others if other.source != quote.source and _of_one_moment(quote, other)]
        if not comparable:
            return
        far = next((other for other in comparable if _distance(quote, other) > self._allowed), None)
        if far is None:
            self._disputes.pop(quote.symbol, None)
        else:
            self._disputes[quote.symbol] = _Dispute(_problem(far, quote), self._clock())


def _moment(quote: Quote) -> float:
    """Time of a price: that of its trade, or its receipt less the delay if the trade has no time."""
    return quote.time if quote.time is not None else quote.received_at - quote.delay_s


def _of_one_moment(one: Quote, other: Quote) -> bool:
    same_poll = abs(one.received_at - other.received_at) <= _POLL_S
    return same_poll and abs(_moment(one) - _moment(other)) <= _MOMENT_S and one.currency == other.currency


def _distance(one: Quote, other: Quote) -> float:
    """Difference of two prices as a fraction of the smaller one."""
    prices = sorted((one.price or 0.0, other.price or 0.0))
    return prices[1] / prices[0] - 1.0 if prices[0] > 0 else float("inf")


def _problem(one: Quote, other: Quote) -> Problem:
    apart = f"{_distance(one, other):.2%}".replace("%", " %")
    seconds = plural(round(abs(_moment(one) - _moment(other))), "second")
    words = f"{_said(one)}, {_said(other)}: {apart} apart, with trades {seconds} apart"
    return Problem(one.symbol, PROVIDERS_DIFFER, f"{one.symbol}: {words}")


def _said(quote: Quote) -> str:
    delay = f" (delayed {quote.delay_s / 60:g} min)" if quote.delay_s else ""
    return f"{quote.source} says {price_words(quote.price or 0.0)}{delay}"
