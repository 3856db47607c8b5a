"""Quotes from Nasdaq's symbol pages. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from datetime import time as clock
from typing import Any, Literal, NamedTuple

from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData
from r2k_tui.sources.nasdaq.info import INFO, SERVICE
from r2k_tui.sources.nasdaq.numbers import amount, positive_amount
from r2k_tui.sources.nasdaq.symbols import is_same, nasdaq_symbol
from r2k_tui.sources.nasdaq.trade_time import trade_time
from r2k_tui.sources.parsing.plausibility import plausible, plausible_volume

# Seconds between two requests for the same symbol.
CADENCE_S = 60.0
DELAY_S = 900.0
_DECIMALS = 6
_NOON = 12
_OPENS = clock(9, 30)
# Trades of the closing auction are reported up to this many seconds after the bell.
_CLOSING_S = 900.0


_Field = Literal["pre_price", "post_price"]


class _Entries(NamedTuple):
    """The regular session's price, and the one outside it with its field of a quote."""

    regular: dict[str, Any]
    extended: dict[str, Any] | None = None
    field: _Field | None = None


def to_quote(data: dict[str, Any], symbol: str, now: float) -> Quote | Problem:
    """Quote of `symbol` from an answer received at `now` (seconds since the epoch); a Problem without a price.

    A price that is not said to be in real time, or that has no time, counts as 15 minutes late. Raises BadData where
    the answer is not of this symbol.
    """
    if not is_same(data.get("symbol"), nasdaq_symbol(symbol) or ""):
        raise BadData(f"{SERVICE} answered with another symbol than {symbol}.")
    primary, secondary = data.get("primaryData"), data.get("secondaryData")
    if not isinstance(primary, dict):
        raise BadData(f"{SERVICE} answered without a price of {symbol}.")
    entries = _entries(primary, secondary if isinstance(secondary, dict) else None, data.get("marketStatus"), now)
    quote = None if entries is None else _quote(data, entries, symbol, now)
    return quote or Problem(symbol, BadData.kind, f"{SERVICE} gives no usable price for {symbol}.")


def _quote(data: dict[str, Any], entries: _Entries, symbol: str, now: float) -> Quote | None:
    regular, newest = entries.regular, entries.extended or entries.regular
    reported = {
        "price": positive_amount(regular.get("lastSalePrice")),
        "previous_close": _previous_close(data, entries),
        "bid": positive_amount(newest.get("bidPrice")),
        "ask": positive_amount(newest.get("askPrice")),
    }
    if entries.field is not None:
        reported[entries.field] = positive_amount(newest.get("lastSalePrice"))
    prices = plausible(reported)
    if prices["price"] is None:
        return None
    time = trade_time(regular.get("lastTradeTimestamp"), now)
    late = time is None or newest.get("isRealTime") is not True
    return Quote(
        symbol=symbol,
        **prices,  # type: ignore[arg-type]  # every key is a price of Quote
        volume=plausible_volume(amount(regular.get("volume"))),
        currency=CURRENCY,
        name=clean(data.get("companyName"), 80),
        time=time,
        received_at=now,
        delay_s=DELAY_S if late else 0.0,
        source=INFO.name,
        exchange=clean(data.get("exchange"), 8),
        cadence_s=CADENCE_S,
    )


def _entries(primary: dict[str, Any], secondary: dict[str, Any] | None, status: Any, now: float) -> _Entries | None:
    """Which entry is the regular price; None where only a price outside the session came."""
    stamp = primary.get("lastTradeTimestamp")
    outside = _named_field(clean(stamp)) or _field_by_clock(trade_time(stamp, now))
    if secondary is not None and positive_amount(secondary.get("lastSalePrice")) is not None:
        field = outside or _named_field(clean(status)) or ("pre_price" if _is_morning(now) else "post_price")
        return _Entries(secondary, primary, field)
    return None if outside is not None else _Entries(primary)


def _named_field(words: str) -> _Field | None:
    """Session outside the regular one that a time or a status names, in any spelling."""
    letters = re.sub(r"[^a-z]", "", words.lower())
    if "premarket" in letters:
        return "pre_price"
    return "post_price" if "afterhours" in letters or "postmarket" in letters else None


def _field_by_clock(moment: float | None) -> _Field | None:
    """Session outside the regular one that a trade is of, by its time in New York."""
    if moment is None:
        return None
    at = datetime.fromtimestamp(moment, NEW_YORK)
    if at.time() < _OPENS:
        return "pre_price"
    return "post_price" if moment > closing_bell(at.date()) + _CLOSING_S else None


def _is_morning(moment: float) -> bool:
    return datetime.fromtimestamp(moment, NEW_YORK).hour < _NOON


def _previous_close(data: dict[str, Any], entries: _Entries) -> float | None:
    """Close before the regular price. Outside the session, the stated one may be the regular price itself."""
    stated = _stated_previous_close(data)
    price, change = positive_amount(entries.regular.get("lastSalePrice")), amount(entries.regular.get("netChange"))
    computed = None if price is None or change is None else round(price - change, _DECIMALS)
    if computed is not None and computed <= 0:
        computed = None
    if entries.extended is not None:
        return computed or (stated if stated != price else None)
    return stated or computed


def _stated_previous_close(data: dict[str, Any]) -> float | None:
    facts = data.get("keyStats")
    if not isinstance(facts, dict):
        return None
    named = next((fact for name, fact in facts.items() if name.lower() == "previousclose"), None)
    return positive_amount(named.get("value")) if isinstance(named, dict) else None
