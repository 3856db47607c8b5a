"""Identity of a symbol: detection of quotes whose currency or exchange changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import QuoteBatch

# A new identity is accepted after this many consistent quotes over at least the first time if bars agree with the
# price, else over the second: a redenomination or a move to another exchange lasts.
_ENOUGH_ANSWERS, _LEAST_S, _WITHOUT_BARS_S = 10, 900.0, 3600.0
# Alternative codes of the same currency.
_SPELLINGS = {"GBX": "GBp", "ZAC": "ZAc", "ILa": "ILA"}
_CURRENCY, _EXCHANGE = re.compile(r"[A-Z]{2}[A-Za-z]"), re.compile(r"[A-Z0-9-]{2,8}")


class _Claim(NamedTuple):
    """New identity of a symbol, when it was first seen, and in how many consecutive quotes."""

    currency: str
    exchange: str
    source: str
    since: float
    answers: int


class Identities:
    """Owner of the new identities that are not yet accepted, by symbol."""

    def __init__(self) -> None:
        self._claims: dict[str, _Claim] = {}

    def refusal(self, quote: Quote, known: Quote | None, *, bars_agree: bool) -> Problem | None:
        """Problem of a quote whose currency or exchange differs from that of the last good one; None if it is equal,
        unknown, or has lasted. `bars_agree`: whether the newest minute bar has about the same price."""
        words = changed_words(quote, known)
        if not words:
            self._claims.pop(quote.symbol, None)
            return None
        claim = self._repeated(quote)
        age = quote.received_at - claim.since
        if claim.answers >= _ENOUGH_ANSWERS and age >= (_LEAST_S if bars_agree else _WITHOUT_BARS_S):
            del self._claims[quote.symbol]
            return None
        return Problem(quote.symbol, "bad_data", f"{quote.symbol} {words}: refused")

    def keep_only(self, symbols: Iterable[str]) -> None:
        """Drop the claims of symbols that are no longer requested."""
        wanted = set(symbols)
        self._claims = {symbol: claim for symbol, claim in self._claims.items() if symbol in wanted}

    def _repeated(self, quote: Quote) -> _Claim:
        known, new = self._claims.get(quote.symbol), (quote.currency, quote.exchange, quote.source)
        since, answers = quote.received_at, 1
        if known is not None and known[:3] == new and known.since <= quote.received_at:
            since, answers = known.since, known.answers + 1
        claim = self._claims[quote.symbol] = _Claim(*new, since, answers)
        return claim


def changed_words(quote: Quote, known: Quote | None) -> str:
    """Description of a changed identity; "" for an unchanged one.

    Providers have different exchange codes, so exchanges are compared only within one provider.
    """
    if known is None:
        return ""
    if _differ(_currency(quote), _currency(known)):
        return f"is quoted in {quote.currency} instead of {known.currency}"
    if quote.source == known.source and _differ(_exchange(quote), _exchange(known)):
        return f"is traded at {quote.exchange} instead of {known.exchange}"
    return ""


def only_requested(batch: QuoteBatch, symbols: Collection[str]) -> QuoteBatch:
    """Batch without quotes of symbols that were not requested, and with a problem for each of them."""
    strangers = [quote for quote in batch.quotes if quote.symbol not in symbols]
    if not strangers:
        return batch
    told = [
        Problem(shown := clean(q.symbol, 32), "bad_data", f"{q.source} returned {shown}, which was not requested")
        for q in strangers
    ]
    quotes = tuple(quote for quote in batch.quotes if quote.symbol in symbols)
    return msgspec.structs.replace(batch, quotes=quotes, problems=(*told, *batch.problems))


def _differ(new: str, old: str) -> bool:
    return bool(new and old and new != old)


def _currency(quote: Quote) -> str:
    """Normalized currency code; "" for text that is not a currency code."""
    code = quote.currency
    return _SPELLINGS.get(code, code) if _CURRENCY.fullmatch(code) else ""


def _exchange(quote: Quote) -> str:
    return quote.exchange if _EXCHANGE.fullmatch(quote.exchange) else ""
