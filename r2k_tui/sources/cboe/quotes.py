"""Quotes from Cboe's delayed quotes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.sources.base import BadData
from r2k_tui.sources.cboe.info import INFO
from r2k_tui.sources.cboe.symbols import cboe_symbol, is_named
from r2k_tui.sources.cboe.trade_time import DELAY_S, trade_time
from r2k_tui.sources.parsing.numbers import number, positive
from r2k_tui.sources.parsing.plausibility import plausible

# Seconds between two requests for the same index.
CADENCE_S = 60.0
_PRICES = {"price": "current_price", "open": "open", "day_high": "high", "day_low": "low", "bid": "bid", "ask": "ask"}
# Removes what binary fractions add to a difference of two prices.
_DECIMALS = 6


def to_quote(data: dict[str, Any], symbol: str, now: float) -> Quote | Problem:
    """Quote of `symbol` from its document, received at `now` (seconds since the epoch); a Problem without a price.

    Raises BadData where the document is not a quote of this index.
    """
    entry = data.get("data")
    if not isinstance(entry, dict):
        raise BadData(f"Cboe answered without a quote of {symbol}.")
    if not is_named(entry.get("symbol"), cboe_symbol(symbol) or ""):
        raise BadData(f"Cboe answered with another index than {symbol}.")
    return _quote(entry, symbol, now) or Problem(symbol, BadData.kind, f"Cboe gives no usable price for {symbol}.")


def to_quotes(data: dict[str, Any], symbols: Iterable[str], now: float) -> list[Quote]:
    """Quotes of those of `symbols` that the list of all indices has with a price.

    Raises BadData where the document is not such a list.
    """
    entries = data.get("data")
    if not isinstance(entries, list):
        raise BadData("Cboe answered without a list of indices.")
    found: list[Quote] = []
    for symbol in symbols:
        wanted = cboe_symbol(symbol) or ""
        own = [entry for entry in entries if isinstance(entry, dict) and is_named(entry.get("symbol"), wanted)]
        quote = _quote(own[0], symbol, now) if len(own) == 1 else None
        if quote is not None:
            found.append(quote)
    return found


def _quote(entry: dict[str, Any], symbol: str, now: float) -> Quote | None:
    reported = {field: positive(entry.get(name)) for field, name in _PRICES.items()}
    prices = plausible({**reported, "previous_close": _previous_close(entry)})
    if prices["price"] is None:
        return None
    return Quote(
        symbol=symbol,
        **prices,  # type: ignore[arg-type]  # every key is a price of Quote
        volume=positive(entry.get("volume")),
        currency=CURRENCY,
        time=trade_time(entry.get("last_trade_time"), now),
        received_at=now,
        delay_s=DELAY_S,
        source=INFO.name,
        cadence_s=CADENCE_S,
    )


def _previous_close(entry: dict[str, Any]) -> float | None:
    """Price minus its change: after the close, `prev_day_close` may be that of today."""
    price, change = positive(entry.get("current_price")), number(entry.get("price_change"))
    if price is None or change is None:
        return None
    before = round(price - change, _DECIMALS)
    return before if before > 0 else None
