"""Facts of the raw chart response that the client's frame no longer shows."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec

from r2k_tui.model.text import clean_symbol
from r2k_tui.sources.parsing.numbers import number, positive


class ChartFacts(msgspec.Struct, frozen=True):
    """Facts of one raw chart response.

    `known`: it describes the symbol. `bars`: number of timestamps. `unordered`: timestamps that repeat or go back.
    `without_volume`: timestamps (seconds since the epoch) with a missing volume, which the client turns into 0.
    `price`: last price beside the bars. `symbol`: symbol of the bars by its own account. `first_trade`: first trade
    (seconds since the epoch).
    """

    known: bool = False
    bars: int = 0
    unordered: int = 0
    without_volume: tuple[int, ...] = ()
    price: float | None = None
    symbol: str = ""
    first_trade: float | None = None


def chart_facts(data: Any) -> ChartFacts:
    """Facts from parsed JSON of any shape; an unexpected shape has none."""
    try:
        result = data["chart"]["result"][0]
        known = bool(result.get("meta"))
        stamps = result.get("timestamp") or []
        volumes = ((result.get("indicators") or {}).get("quote") or [{}])[0].get("volume") or []
        unordered = sum(1 for before, after in pairwise(stamps) if before >= after)
        missing = tuple(stamp for stamp, volume in zip(stamps, volumes, strict=False) if volume is None)
        meta = result.get("meta") or {}
        price = positive(meta.get("regularMarketPrice"))
        symbol, first_trade = clean_symbol(meta.get("symbol")), number(meta.get("firstTradeDate"))
        return ChartFacts(known, len(stamps), unordered, missing, price, symbol, first_trade)
    except (TypeError, KeyError, IndexError, AttributeError):
        return ChartFacts()


def drop_truths(data: Any) -> None:
    """Replace true and false in bars by missing values, in place: the client would count them as 1 and 0."""
    try:
        parts = data["chart"]["result"][0]["indicators"].values()
        columns = [values for part in parts for values in part[0].values()]
    except (TypeError, KeyError, IndexError, AttributeError):
        return
    for values in columns:
        if isinstance(values, list) and bool in set(map(type, values)):
            values[:] = [None if isinstance(value, bool) else value for value in values]
