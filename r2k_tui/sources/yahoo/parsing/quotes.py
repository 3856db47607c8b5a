"""Quotes from Yahoo's raw quotes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.tick import MOST
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, QuoteBatch
from r2k_tui.sources.parsing.numbers import number, positive
from r2k_tui.sources.parsing.plausibility import disputed, plausible, plausible_time, plausible_volume
from r2k_tui.sources.yahoo.parsing.fundamentals import fundamentals

# Yahoo's symbols: ^RUT, RTY=F, BRK-B, M&M.NS. Other characters would only alter the address.
_SYMBOL = re.compile(r"\^?[A-Z0-9][A-Z0-9.=&_+-]{0,30}")
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
_ZONE = re.compile(r"[A-Za-z0-9_+/-]{2,40}")
_PRICES = {
    "price": "regularMarketPrice",
    "previous_close": "regularMarketPreviousClose",
    "open": "regularMarketOpen",
    "day_high": "regularMarketDayHigh",
    "day_low": "regularMarketDayLow",
    "bid": "bid",
    "ask": "ask",
    "pre_price": "preMarketPrice",
    "post_price": "postMarketPrice",
    "overnight_price": "overnightMarketPrice",
}
_LONGEST_DELAY_MIN = 1440.0


def askable(symbol: str) -> bool:
    """Whether Yahoo could know the symbol; an ISIN would start a search in the client."""
    name = symbol.upper()
    return symbol.isascii() and bool(_SYMBOL.fullmatch(name)) and not _ISIN.fullmatch(name)


def unknown(symbol: str) -> Problem:
    """Problem of a symbol that Yahoo does not know."""
    shown = clean(symbol, 32)
    return Problem(shown, "not_found", f"Yahoo does not know {shown or 'an empty symbol'}.")


def to_batch(data: Any, symbols: Iterable[str], received_at: float) -> QuoteBatch:
    """Quotes of `symbols` from a parsed response; `received_at` in seconds since the epoch.

    Raises BadData when the response has no list of quotes.
    """
    entries = _by_symbol(_result(data))
    quotes: list[Quote] = []
    problems: list[Problem] = []
    facts: list[Fundamentals] = []
    disputes: dict[str, dict[str, float]] = {}
    for symbol in symbols:
        candidates = entries.get(symbol.upper(), [])
        pairs = [(q, entry) for entry in candidates if (q := _quote(symbol, entry, received_at)) is not None]
        if (found := max(pairs, key=lambda pair: pair[0].time or 0.0, default=None)) is not None:
            quotes.append(found[0])
            if odd := disputed(_reported_prices(found[1])):
                disputes[symbol] = odd
            if (company := fundamentals(symbol, found[1], received_at)) is not None:
                facts.append(company)
        elif candidates:
            problems.append(Problem(symbol, "bad_data", f"Yahoo gives no usable price for {symbol}."))
        else:
            problems.append(unknown(symbol))
    return QuoteBatch(tuple(quotes), tuple(problems), tuple(facts), disputes)


def time_zones(data: Any) -> dict[str, str]:
    """Exchange time zone by symbol, where the response names it."""
    entries = ((name, entry) for name, group in _by_symbol(_result(data)).items() for entry in group)
    zones = ((name, entry.get("exchangeTimezoneName")) for name, entry in entries)
    return {name: zone for name, zone in zones if isinstance(zone, str) and _ZONE.fullmatch(zone)}


def _result(data: Any) -> Sequence[Any]:
    response = data.get("quoteResponse") if isinstance(data, dict) else None
    result = response.get("result") if isinstance(response, dict) else None
    if not isinstance(result, list):
        raise BadData("Yahoo answered without quotes.")
    return result


def _by_symbol(result: Sequence[Any]) -> dict[str, list[dict[str, Any]]]:
    entries: dict[str, list[dict[str, Any]]] = {}
    for entry in result:
        if (
            isinstance(entry, dict)
            and isinstance(name := entry.get("symbol"), str)
            and entry.get("quoteType") != "NONE"
        ):
            entries.setdefault(name.strip().upper(), []).append(entry)
    return entries


def _reported_prices(entry: dict[str, Any]) -> dict[str, float | None]:
    return {field: positive(entry.get(name)) for field, name in _PRICES.items()}


def _quote(symbol: str, entry: dict[str, Any], received_at: float) -> Quote | None:
    prices = plausible(_reported_prices(entry))
    if prices["price"] is None:
        return None
    delay = number(entry.get("exchangeDataDelayedBy"))
    return Quote(
        symbol=symbol,
        **prices,  # type: ignore[arg-type]  # every key is a price of Quote
        volume=plausible_volume(number(entry.get("regularMarketVolume"))),
        currency=clean(entry.get("currency"), 8),
        name=clean(entry.get("longName"), 80) or clean(entry.get("shortName"), 80),
        time=plausible_time(positive(entry.get("regularMarketTime")), received_at),
        received_at=received_at,
        delay_s=min(max(0.0, delay or 0.0), _LONGEST_DELAY_MIN) * 60.0,
        source="yahoo",
        decimals=decimals(entry.get("priceHint")),
        exchange=clean(entry.get("exchange"), 8),
    )


def decimals(value: Any) -> int | None:
    """Decimals of Yahoo's own prices; None without a plausible value."""
    hint = number(value)
    return int(hint) if hint is not None and hint.is_integer() and 0 <= hint <= MOST else None
