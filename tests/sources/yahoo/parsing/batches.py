"""Batches of quotes as Yahoo sends them."""

from __future__ import annotations

import math
from typing import Any

from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch
from r2k_tui.sources.yahoo.parsing.quotes import to_batch

NO_NUMBER = [None, math.nan, math.inf, -math.inf, "N/A", "", "nan", "Infinity", "1.2.3", True, [], {}, {"raw": None}]
NO_NUMBER += ["1,23", "1,2345", "1234,567", "1,,234", ",5", "1,", "1.234,5"]
NO_NUMBER += ["0x10", "1_000", 10**400, {"raw": {"raw": 1}}, "9" * 50, b"1"]
FIELDS = {
    "previous_close": "regularMarketPreviousClose",
    "open": "regularMarketOpen",
    "day_high": "regularMarketDayHigh",
    "day_low": "regularMarketDayLow",
    "volume": "regularMarketVolume",
    "bid": "bid",
    "ask": "ask",
    "pre_price": "preMarketPrice",
    "post_price": "postMarketPrice",
    "time": "regularMarketTime",
}


def batch(*entries: Any, symbols: tuple[str, ...] = ("AAA",)) -> QuoteBatch:
    return to_batch({"quoteResponse": {"result": list(entries), "error": None}}, symbols, 1.0)


def quote_with(**wire: Any) -> Quote:
    return batch({"symbol": "AAA", "regularMarketPrice": 10.0, **wire}).quotes[0]
