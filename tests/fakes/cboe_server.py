"""Cboe on this machine: quotes, charts and history files as it answers, on an HttpServer of the test's.

put_quote(server, "^VIX", 17.31, now)        # healthy: one index, 15 minutes old at `now`
put_list(server, {"^RUT": 2411.5}, now)      # the list of all US indices
put_history(server, "RVX", ROWS)             # the published file
put_unknown(server, "^RVX"), put_throttle(server), put_moved(server, host), put_page(server), ...
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from r2k_tui.sources.cboe.symbols import CBOE_SYMBOLS
from tests.fakes.http_server import HttpServer

ROOT = "/api/global"
QUOTES = f"{ROOT}/delayed_quotes/quotes"
CHARTS = f"{ROOT}/delayed_quotes/charts"
FILES = f"{ROOT}/us_indices/daily_prices"
LIST = f"{QUOTES}/all_us_indices.json"
NEW_YORK = ZoneInfo("America/New_York")
ACCESS_DENIED = b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>'
PAGE = b"<!DOCTYPE html><html><head><title>Market data</title></head><body>Welcome</body></html>"
HISTORY_HEADER = "DATE,OPEN,HIGH,LOW,CLOSE"


def quote_path(symbol: str) -> str:
    """Path of the quote of an index, by Yahoo's symbol."""
    return f"{QUOTES}/_{CBOE_SYMBOLS[symbol]}.json"


def entry(symbol: str, price: float, now: float, change: float = -0.42, **fields: Any) -> dict[str, Any]:
    """Quote of an index as of a quarter of an hour before `now`, New York's time; `fields` replaces any."""
    traded = datetime.fromtimestamp(now - 900, NEW_YORK)
    return {
        "symbol": f"^{CBOE_SYMBOLS[symbol]}",
        "security_type": "index",
        "exchange_id": 5,
        "current_price": price,
        "price_change": change,
        "price_change_percent": round(100 * change / price, 4),
        "bid": 0.0,
        "ask": 0.0,
        "bid_size": 0,
        "ask_size": 0,
        "open": round(price * 1.01, 2),
        "high": round(price * 1.02, 2),
        "low": round(price * 0.99, 2),
        "close": price,
        "prev_day_close": price,
        "volume": 0,
        "iv30": 88.1,
        "seqno": 123456,
        "last_trade_time": f"{traded:%Y-%m-%dT%H:%M:%S}",
        "tick": "down",
        **fields,
    }


def document(data: Any, now: float, symbol: str = "_VIX") -> bytes:
    """Document around `data`; its time stamp is UTC and says nothing of the data."""
    return json.dumps({"timestamp": f"{_utc(now):%Y-%m-%d %H:%M:%S}", "symbol": symbol, "data": data}).encode()


def put_quote(server: HttpServer, symbol: str, price: float, now: float, change: float = -0.42, **fields: Any) -> None:
    """A healthy quote; `fields` replaces any of its fields, for the traps."""
    made = entry(symbol, price, now, change, **fields)
    server.answer(quote_path(symbol), document(made, now, f"_{CBOE_SYMBOLS[symbol]}"))


def put_list(server: HttpServer, prices: Mapping[str, float], now: float) -> None:
    """The list of all US indices with these, and one that R2K does not show."""
    rows = [entry(symbol, price, now) for symbol, price in prices.items()]
    server.answer(LIST, document([{**rows[0], "symbol": "^BXM"}, *rows] if rows else [], now, "all_us_indices"))


def put_unknown(server: HttpServer, symbol: str, status: int = 403) -> None:
    """The refusal of a symbol that Cboe does not have."""
    server.answer(quote_path(symbol), ACCESS_DENIED if status == 403 else b"", status)


def put_throttle(server: HttpServer) -> None:
    """The refusal of everything."""
    server.forget_below(ROOT)
    server.answer(ROOT, b"error code: 1015", 429)


def put_page(server: HttpServer) -> None:
    """A page with status 200 in place of everything."""
    server.forget_below(ROOT)
    server.answer(ROOT, PAGE)


def put_hang(server: HttpServer) -> None:
    """No answer to anything."""
    server.forget_below(ROOT)
    server.answer(ROOT, hang=True)


def put_moved(server: HttpServer, symbol: str, location: str) -> None:
    """A redirect of one quote to another address."""
    server.answer(quote_path(symbol), b"", 307, Location=location)


def put_minutes(server: HttpServer, symbol: str, closes: Sequence[float], first_end: float) -> None:
    """Minutes of the newest session; `first_end` is the end of the first. A close of 0 is a bar that has not begun."""
    rows = []
    for place, close in enumerate(closes):
        end = datetime.fromtimestamp(first_end, NEW_YORK) + timedelta(minutes=place)
        prices = {"open": close, "high": close * 1.001, "low": close * 0.999, "close": close}
        volume = {"stock_volume": 0, "calls_volume": 10, "puts_volume": 8, "total_options_volume": 18}
        rows.append(
            {"datetime": f"{end:%Y-%m-%dT%H:%M:%S}", "sequence_number": place, "price": prices, "volume": volume}
        )
    name = f"_{CBOE_SYMBOLS[symbol]}"
    server.answer(f"{CHARTS}/intraday/{name}.json", document(rows, first_end, name))


def put_days(server: HttpServer, symbol: str, days: Mapping[str, float], now: float, *, as_text: bool = True) -> None:
    """Daily bars, by ISO day; with `as_text` their numbers are strings, as since September 2026."""
    rows = [
        {
            "date": day,
            **dict.fromkeys(("open", "high", "low", "close"), f"{close:f}" if as_text else close),
            "volume": "0.0",
        }
        for day, close in days.items()
    ]
    name = f"_{CBOE_SYMBOLS[symbol]}"
    server.answer(f"{CHARTS}/historical/{name}.json", document(rows, now, name))


def history_file(rows: Sequence[str], header: str = HISTORY_HEADER, *, bom: bool = False) -> bytes:
    """A history file; each row is a line of it."""
    return ("\ufeff" if bom else "").encode() + "\r\n".join((header, *rows, "")).encode()


def put_history(server: HttpServer, index: str, body: bytes, status: int = 200) -> None:
    """The published file of an index, by Cboe's symbol."""
    server.answer(f"{FILES}/{index}_History.csv", body, status)


def _utc(moment: float) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
