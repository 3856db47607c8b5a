"""Nasdaq on this machine: symbol pages and historical prices as it answers, on an HttpServer of the test's.

put_quote(server, "IWM", 241.15, now)        # healthy, an ETF in the regular session
put_unknown(server, "ABCD"), put_throttle(server), put_page(server), put_hang(server), ...
put_calendars(server)                        # calendars without any event, then those of a day:
put_earnings(server, "2026-12-01", earnings_row("ABCD", "Abcd Inc.", "time-after-hours"))
put_throttle(server, below=CALENDARS)        # the same faults, of the calendars
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote as escaped
from zoneinfo import ZoneInfo

from tests.fakes.http_server import HttpServer

ROOT = "/api/quote"
CALENDARS, OFFERINGS = "/api/calendar", "/api/ipo/calendar"
NEW_YORK = ZoneInfo("America/New_York")
PAGE = b"<!DOCTYPE html><html><head><title>Access</title></head><body>Please wait</body></html>"
_FRIDAY = 4
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


def regular_moment(now: float) -> float:
    """A moment of the newest regular session at or before `now`, whatever the hour: noon of a weekday in New York."""
    noon = datetime.fromtimestamp(now, NEW_YORK).replace(hour=12, minute=0, second=0, microsecond=0)
    while noon.timestamp() > now or noon.weekday() > _FRIDAY:
        noon -= timedelta(days=1)
    return noon.timestamp()


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


def put_throttle(server: HttpServer, code: int = 429, below: str = ROOT) -> None:
    """The refusal of everything, with HTTP status 200."""
    _replace(server, envelope(None, code), below)


def put_page(server: HttpServer, below: str = ROOT) -> None:
    """A page with status 200 in place of everything."""
    _replace(server, PAGE, below)


def put_hang(server: HttpServer, below: str = ROOT) -> None:
    """No answer to anything."""
    _replace(server, b"", below, hang=True)


def _replace(server: HttpServer, body: bytes, below: str, *, hang: bool = False) -> None:
    server.forget_below(below)
    server.answer(below, body, hang=hang)


def put_calendars(server: HttpServer) -> None:
    """Calendars of every day, without an event: null rows, as on a weekend."""
    for path in (CALENDARS, OFFERINGS):
        server.forget_below(path)
    server.answer(f"{CALENDARS}/earnings", envelope({"asOf": None, "headers": None, "rows": None}))
    server.answer(f"{CALENDARS}/dividends", envelope({"calendar": {"headers": None, "rows": None}}))
    server.answer(f"{CALENDARS}/splits", envelope({"headers": None, "rows": []}))
    put_offerings(server)


def earnings_row(symbol: str, name: str, time: str = "time-not-supplied", **fields: Any) -> dict[str, Any]:
    """Row of the calendar of earnings; `fields` replaces any field."""
    return {
        "symbol": symbol,
        "name": name,
        "time": time,
        "marketCap": "$1,234,567",
        "fiscalQuarterEnding": "Sep/2026",
        "epsForecast": "($0.12)",
        "noOfEsts": "5",
        "lastYearRptDt": "11/06/2025",
        "lastYearEPS": "N/A",
        **fields,
    }


def put_earnings(server: HttpServer, day: str, *rows: Any) -> None:
    """Reports of a day (YYYY-MM-DD)."""
    server.answer(f"{CALENDARS}/earnings?date={day}", envelope({"asOf": None, "headers": {}, "rows": list(rows)}))


def dividend_row(symbol: str, name: str, day: str, rate: Any = 0.12, **fields: Any) -> dict[str, Any]:
    """Row of the calendar of dividends; days as Nasdaq writes them (MM/DD/YYYY)."""
    return {
        "companyName": name,
        "symbol": symbol,
        "dividend_Ex_Date": day,
        "payment_Date": "12/20/2026",
        "record_Date": day,
        "dividend_Rate": rate,
        "indicated_Annual_Dividend": 0.48,
        "announcement_Date": "11/02/2026",
        **fields,
    }


def put_dividends(server: HttpServer, day: str, *rows: Any) -> None:
    """Ex-dividend days of a day (YYYY-MM-DD)."""
    server.answer(f"{CALENDARS}/dividends?date={day}", envelope({"calendar": {"headers": {}, "rows": list(rows)}}))


def put_splits(server: HttpServer, *rows: tuple[str, str, str, str]) -> None:
    """Splits of whatever day: symbol, name, ratio, day as Nasdaq writes it (MM/DD/YYYY)."""
    names = ("symbol", "name", "ratio", "executionDate")
    data = {"headers": {}, "rows": [dict(zip(names, row, strict=True)) for row in rows]}
    server.answer(f"{CALENDARS}/splits", envelope(data))


def put_offerings(server: HttpServer, *upcoming: tuple[Any, str, Any], month: str = "") -> None:
    """IPOs: ticker, name, expected day as Nasdaq writes it; of one month (YYYY-MM) or of every one."""
    rows = [
        {
            "dealID": f"{place}-1",
            "proposedTickerSymbol": symbol,
            "companyName": name,
            "proposedExchange": "NASDAQ Global",
            "proposedSharePrice": "14.00-16.00",
            "sharesOffered": "5,000,000",
            "expectedPriceDate": day,
            "dollarValueOfSharesOffered": "$80,000,000",
        }
        for place, (symbol, name, day) in enumerate(upcoming)
    ]
    none = {"headers": None, "rows": None}
    data = {
        "priced": none,
        "filed": none,
        "withdrawn": none,
        "upcoming": {"upcomingTable": {"headers": {}, "rows": rows}},
    }
    server.answer(f"{OFFERINGS}?date={month}" if month else OFFERINGS, envelope(data))
