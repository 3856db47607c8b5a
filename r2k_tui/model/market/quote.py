"""Quote of a symbol, and its freshness."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from r2k_tui.model.ratio import is_ratio, legs_of

# Currency of the market; a price in any other is marked.
CURRENCY = "USD"
_LASTING = ("currency", "name", "decimals")


class QuoteState(StrEnum):
    """Freshness of a quote."""

    LIVE = "LIVE"
    DELAYED = "DELAYED"
    STALE = "STALE"
    OFFLINE = "OFFLINE"
    CLOSED = "CLOSED"
    HALTED = "HALTED"


class Quote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Last known price of one symbol. Prices in `currency`, times in seconds since the epoch (UTC).

    A field that the source left out is None, never 0. `decimals`: decimals of the source's own prices. `source`: the
    provider that gave the quote. `exchange`: its code of the exchange, "" if unknown. `overnight_price`: price of the
    overnight session of US stocks. `cadence_s`: seconds between two requests to a provider that is asked more rarely
    than the topic polls; 0 for any other.
    """

    symbol: str
    price: float | None = None
    previous_close: float | None = None
    open: float | None = None
    day_high: float | None = None
    day_low: float | None = None
    volume: float | None = None
    bid: float | None = None
    ask: float | None = None
    pre_price: float | None = None
    post_price: float | None = None
    currency: str = ""
    name: str = ""
    time: float | None = None
    received_at: float = 0.0
    delay_s: float = 0.0
    source: str = ""
    decimals: int | None = None
    exchange: str = ""
    overnight_price: float | None = None
    cadence_s: float = 0.0

    @property
    def change(self) -> float | None:
        """Price minus previous close, in `currency`."""
        if self.price is None or self.previous_close is None:
            return None
        return self.price - self.previous_close

    @property
    def change_fraction(self) -> float | None:
        """Price over previous close, minus 1."""
        if self.price is None or not self.previous_close:
            return None
        return self.price / self.previous_close - 1.0


def with_lasting_facts(quote: Quote, known: Quote) -> Quote:
    """Quote with the name, currency and decimals that it leaves out, by an earlier quote of the symbol.

    A provider that stands in for another one may not give them. A quote in another currency is left as it is.
    """
    if quote.currency not in ("", known.currency):
        return quote
    missing = {field: getattr(known, field) for field in _LASTING if getattr(quote, field) in ("", None)}
    found = {field: value for field, value in missing.items() if value not in ("", None)}
    return msgspec.structs.replace(quote, **found) if found else quote


def quote_of(symbol: str, quotes: Mapping[str, Quote]) -> Quote | None:
    """Quote of a symbol, or of a ratio from those of its symbols; None where one is missing."""
    if not is_ratio(symbol):
        return quotes.get(symbol)
    legs = [quotes.get(leg) for leg in legs_of(symbol)]
    if len(legs) != 2 or legs[0] is None or legs[1] is None:
        return None
    return ratio_quote(legs[0], legs[1])


def ratio_quote(over: Quote, under: Quote) -> Quote:
    """Quote of a ratio, as old as the older of its two: times, delay and cadence are those of the worse one.

    It has no currency, no volume, and no range of the day: a ratio of highs is no high.
    """
    return Quote(
        f"{over.symbol}/{under.symbol}",
        price=_quotient(over.price, under.price),
        previous_close=_quotient(over.previous_close, under.previous_close),
        name=" / ".join(quote.name or quote.symbol for quote in (over, under)),
        time=None if over.time is None or under.time is None else min(over.time, under.time),
        received_at=min(over.received_at, under.received_at),
        delay_s=max(over.delay_s, under.delay_s),
        source=" and ".join(dict.fromkeys(quote.source for quote in (over, under) if quote.source)),
        cadence_s=max(over.cadence_s, under.cadence_s),
    )


def _quotient(over: float | None, under: float | None) -> float | None:
    """Quotient of two prices; None where one is missing or not above zero."""
    return over / under if over is not None and under is not None and over > 0 and under > 0 else None


class Spark(msgspec.Struct, frozen=True, array_like=True):
    """Sparkline of a quote: closes of the last session, or of the last sessions of an end-of-day source."""

    symbol: str
    span: str
    values: tuple[float, ...] = ()
    average_volume_20d: float | None = None
