"""Quote of a ratio, made of the quotes of its two symbols."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.market.quote import Quote
from r2k_tui.model.ratio import is_ratio, legs_of


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
