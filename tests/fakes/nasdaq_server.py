"""Nasdaq on this machine: symbol pages and historical prices as it answers, on an HttpServer of the test's.

put_quote(server, "IWM", 241.15, now)        # healthy, an ETF in the regular session
put_unknown(server, "ABCD"), put_throttle(server), put_page(server), put_hang(server), ...
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote as escaped
from zoneinfo import ZoneInfo

from tests.fakes.http_server import HttpServer

ROOT = "/api/quote"
NEW_YORK = ZoneInfo("America/New_York")
PAGE = b"<!DOCTYPE html><html><head><title>Access</title></head><body>Please wait</body></html>"
UNKNOWN = [{"code": 1001, "errorMessage": "Symbol not exists."}]
NO_RECORD = [{"code": 1002, "errorMessage": "No record found."}]


def info_path(symbol: str) -> str:
    """Path of the page of a symbol, by Yahoo's symbol."""
    return f"{ROOT}/{escaped(symbol.replace('-', '/'), safe='')}/info"


def envelope(data: Any, code: Any = 200, messages: Any = None) -> bytes:
    """An answer around `data`."""
    status = {"rCode": code, "bCodeMessage": messages, "developerMessage": None}
    return json.dumps({"data": data, "message": None, "status": status}).encode()


def stamp(moment: float) -> str:
    """Time of a price as Nasdaq writes it."""
    at = datetime.fromtimestamp(moment, NEW_YORK)
    return f"{at:%b} {at.day}, {at.year} {at.hour % 12 or 12}:{at:%M} {at:%p} ET"


def price(last: float, change: float, at: str, **fields: Any) -> dict[str, Any]:
    """One price with its fields, each a string; `fields` replaces any."""
    return {
        "lastSalePrice": f"${last:,.2f}",
        "netChange": f"{change:.2f}",
        "percentageChange": f"{100 * change / last:.2f}%",
        "deltaIndicator": "down" if change < 0 else "up",
        "lastTradeTimestamp": at,
        "isRealTime": True,
        "bidPrice": f"${last - 0.01:,.2f}",
        "askPrice": f"${last + 0.01:,.2f}",
        "bidSize": "300",
        "askSize": "200",
        "volume": "12,082,101",
        **fields,
    }


def page(symbol: str, primary: Any, secondary: Any = None, previous: str = "$241.90", **fields: Any) -> dict[str, Any]:
    """The page of a symbol; `fields` replaces any field."""
    return {
        "symbol": symbol.replace("-", "/"),
        "companyName": f"{symbol} Fund",
        "stockType": "",
        "exchange": "PSE",
        "isNasdaqListed": False,
        "primaryData": primary,
        "secondaryData": secondary,
        "marketStatus": "Open",
        "assetClass": "ETF",
        "keyStats": {"previousclose": {"label": "Previous Close", "value": previous}},
        "notifications": None,
        **fields,
    }


def put_page_of(server: HttpServer, symbol: str, data: Any, asset_class: str | None = None) -> None:
    """A page of a symbol, under one asset class alone where that is given."""
    if asset_class is None:
        server.answer(info_path(symbol), envelope(data))
        return
    server.answer(info_path(symbol), envelope(None, 400, UNKNOWN))
    server.answer(f"{info_path(symbol)}?assetclass={asset_class}", envelope(data))


def put_quote(
    server: HttpServer, symbol: str, last: float, now: float, change: float = -0.75, asset_class: str | None = None
) -> None:
    """A healthy quote in the regular session, traded in the minute of `now`."""
    data = page(symbol, price(last, change, stamp(now)), previous=f"${last - change:,.2f}")
    put_page_of(server, symbol, data, asset_class)


def put_days(server: HttpServer, symbol: str, closes: Mapping[str, str]) -> None:
    """Daily prices, by day as Nasdaq writes it (MM/DD/YYYY), newest first."""
    rows = [
        {"date": day, "close": close, "volume": "1,132,340", "open": close, "high": close, "low": close}
        for day, close in closes.items()
    ]
    data = {"symbol": symbol.replace("-", "/"), "totalRecords": len(rows), "tradesTable": {"rows": rows}}
    server.answer(info_path(symbol).replace("/info", "/historical"), envelope(data))


def put_unknown(server: HttpServer, symbol: str) -> None:
    """A symbol that Nasdaq does not have, with HTTP status 200."""
    server.answer(info_path(symbol), envelope(None, 400, UNKNOWN))


def put_everything_unknown(server: HttpServer) -> None:
    """Any symbol without an answer of its own."""
    server.answer(ROOT, envelope(None, 400, UNKNOWN))


def put_throttle(server: HttpServer, code: int = 429) -> None:
    """The refusal of everything, with HTTP status 200."""
    _replace(server, envelope(None, code))


def put_page(server: HttpServer) -> None:
    """A page with status 200 in place of everything."""
    _replace(server, PAGE)


def put_hang(server: HttpServer) -> None:
    """No answer to anything."""
    _replace(server, b"", hang=True)


def _replace(server: HttpServer, body: bytes, *, hang: bool = False) -> None:
    server.forget_below(ROOT)
    server.answer(ROOT, body, hang=hang)
