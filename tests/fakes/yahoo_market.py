"""An invented market in the shapes of Yahoo's wire: arithmetic prices, no real ones."""

from __future__ import annotations

import bisect
import functools
import math
import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Any
from zoneinfo import ZoneInfo

SECONDS = {"1m": 60, "5m": 300, "15m": 900, "1h": 3600, "1d": 86400}
# Weekdays of history for each interval.
DEPTH = {"1m": 3, "5m": 8, "15m": 15, "1h": 30, "1d": 500}
DIVIDEND_FACTOR = 0.975
CENT = 100


@dataclass
class Series:
    """Columns of one symbol and interval; None is what Yahoo calls null."""

    timestamp: list[Any] = field(default_factory=list)
    open: list[Any] = field(default_factory=list)
    high: list[Any] = field(default_factory=list)
    low: list[Any] = field(default_factory=list)
    close: list[Any] = field(default_factory=list)
    adjclose: list[Any] = field(default_factory=list)
    volume: list[Any] = field(default_factory=list)

    def where(self, keep: list[bool]) -> Series:
        """The rows that are kept."""
        names = ("timestamp", "open", "high", "low", "close", "adjclose", "volume")
        rows = {n: [v for v, kept in zip(getattr(self, n), keep, strict=True) if kept] for n in names}
        return Series(**rows)

    def ending_at(self, price: float) -> Series:
        """The same wave, at a level at which its last close is `price`."""
        last = next((close for close in reversed(self.close) if isinstance(close, int | float)), price)
        names = ("open", "high", "low", "close", "adjclose")
        rows = {n: [v * price / last if isinstance(v, float) else v for v in getattr(self, n)] for n in names}
        return Series(timestamp=self.timestamp, volume=self.volume, **rows)


@dataclass(frozen=True)
class Hours:
    """A session's day in seconds since the epoch."""

    pre: int
    opens: int
    closes: int
    post: int


@functools.cache
def hours_of(day: date, zone: str) -> Hours:
    """04:00, 09:30, 16:00 and 20:00 of a day in the exchange's time zone."""
    at = [datetime.combine(day, clock_time(h, m), ZoneInfo(zone)) for h, m in ((4, 0), (9, 30), (16, 0), (20, 0))]
    return Hours(*(int(moment.timestamp()) for moment in at))


@functools.lru_cache(maxsize=10_000)
def is_regular(stamp: int, zone: str) -> bool:
    """Whether a bar begins within the hours of the exchange."""
    day = hours_of(datetime.fromtimestamp(stamp, UTC).astimezone(ZoneInfo(zone)).date(), zone)
    return day.opens <= stamp < day.closes


def weekdays(last: date, count: int) -> list[date]:
    """The `count` weekdays up to and including `last`, ascending."""
    days: list[date] = []
    while len(days) < count:
        if last.weekday() < 5:
            days.append(last)
        last -= timedelta(days=1)
    return days[::-1]


def stamps_of(interval: str, now: float, zone: str) -> tuple[int, ...]:
    """Starts of the bars of an interval, up to `now`: the open of each session, or every step from 04:00 to 20:00."""
    whole = _stamps_through(interval, datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone)).date(), zone)
    return whole[: bisect.bisect_right(whole, now)]


@functools.lru_cache(maxsize=64)
def _stamps_through(interval: str, day: date, zone: str) -> tuple[int, ...]:
    """Those up to the end of a day, however many moments of it are asked for."""
    all_hours = [hours_of(each, zone) for each in weekdays(day, DEPTH[interval])]
    if interval == "1d":
        return tuple(h.opens for h in all_hours)
    step = SECONDS[interval]
    return tuple(stamp for h in all_hours for stamp in range(h.pre, h.post, step))


def exchange_of(symbol: str) -> str:
    """Yahoo's code of the exchange of a symbol."""
    kinds = {"=F": "CME", "=X": "CCY", "USD": "CCC"}
    return "WCB" if symbol.startswith("^") else kinds.get(symbol[-2:], kinds.get(symbol[-3:], "PCX"))


def base_price(symbol: str) -> float:
    """A price for a symbol, from its name alone."""
    return 40.0 + zlib.crc32(symbol.encode()) % 400


def invent(symbol: str, interval: str, now: float, zone: str) -> Series:
    """A wave of prices: open, low <= open and close <= high, volume above zero, a dividend in daily history."""
    stamps = stamps_of(interval, now, zone)
    return Series([*stamps], *map(list, _columns(base_price(symbol), len(stamps))))


@functools.lru_cache(maxsize=256)
def _columns(base: float, count: int) -> tuple[tuple[float, ...], ...]:
    """Those of a series after the first, in their order."""
    close = tuple(base * (1 + 0.1 * math.sin(i / 9) + 0.0002 * i) for i in range(count))
    opened = (base, *close)[:count]
    high = tuple(max(pair) * 1.003 for pair in zip(opened, close, strict=True))
    low = tuple(min(pair) * 0.996 for pair in zip(opened, close, strict=True))
    paid = count // 2
    adjclose = tuple(c * (DIVIDEND_FACTOR if i < paid else 1.0) for i, c in enumerate(close))
    return opened, high, low, close, adjclose, tuple(1000 + 10 * i for i in range(count))


def chart_meta(symbol: str, interval: str, zone: str, days: list[date], prepost: bool, price: float) -> dict[str, Any]:
    """The `meta` of a chart answer."""
    last = hours_of(days[-1], zone)
    meta = {
        "currency": "USD",
        "symbol": symbol,
        "exchangeName": exchange_of(symbol),
        "fullExchangeName": "Invented Exchange",
        "instrumentType": "INDEX" if symbol.startswith("^") else "EQUITY",
        "firstTradeDate": 946909800,
        "regularMarketTime": last.closes,
        "hasPrePostMarketData": True,
        "gmtoffset": _offset(last.opens, zone),
        "timezone": "EST",
        "exchangeTimezoneName": zone,
        "regularMarketPrice": price,
        "chartPreviousClose": price,
        "priceHint": 2,
        "currentTradingPeriod": {
            "pre": _period(last.pre, last.opens, zone),
            "regular": _period(last.opens, last.closes, zone),
            "post": _period(last.closes, last.post, zone),
        },
        "dataGranularity": interval,
        "range": "",
        "validRanges": ["1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max"],
    }
    if interval != "1d":
        meta["tradingPeriods"] = _trading_periods(days, zone, prepost)
    return meta


def _trading_periods(days: list[date], zone: str, prepost: bool) -> Any:
    all_hours = [hours_of(day, zone) for day in days]
    regular = [[_period(h.opens, h.closes, zone)] for h in all_hours]
    if not prepost:
        return regular
    pre = [[_period(h.pre, h.opens, zone)] for h in all_hours]
    post = [[_period(h.closes, h.post, zone)] for h in all_hours]
    return {"pre": pre, "regular": regular, "post": post}


def _period(start: int, end: int, zone: str) -> dict[str, Any]:
    return {"timezone": "EST", "start": start, "end": end, "gmtoffset": _offset(start, zone)}


def _offset(stamp: int, zone: str) -> int:
    offset = datetime.fromtimestamp(stamp, ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def wire_quote(symbol: str, daily: Series, now: float, zone: str) -> dict[str, Any]:
    """A quote as `/v7/finance/quote` gives it."""
    price = round(daily.close[-1], 2)
    return {
        "language": "en-US",
        "region": "US",
        "quoteType": "INDEX" if symbol.startswith("^") else "EQUITY",
        "symbol": symbol,
        "shortName": f"Invented {symbol}",
        "longName": f"The Invented {symbol} Company",
        "currency": "USD",
        "exchange": exchange_of(symbol),
        "exchangeTimezoneName": zone,
        "marketState": "REGULAR",
        "tradeable": False,
        "triggerable": True,
        "regularMarketPrice": price,
        "regularMarketPreviousClose": round(daily.close[-2], 2),
        "regularMarketOpen": round(daily.open[-1], 2),
        "regularMarketDayHigh": round(daily.high[-1], 2),
        "regularMarketDayLow": round(daily.low[-1], 2),
        "regularMarketVolume": daily.volume[-1],
        "regularMarketTime": int(now),
        "bid": round(price - 0.01, 2),
        "ask": round(price + 0.01, 2),
        "preMarketPrice": round(price * 1.001, 2),
        "postMarketPrice": round(price * 0.999, 2),
        "exchangeDataDelayedBy": 0,
        "sourceInterval": 15,
        "fiftyTwoWeekLow": round(price * 0.8, 2),
        "fiftyTwoWeekHigh": round(price * 1.2, 2),
    }


def spark_response(result: dict[str, Any]) -> dict[str, Any]:
    """What `/v7/finance/spark` gives of a chart: its `meta`, times and closes."""
    closes = result["indicators"]["quote"][0].get("close", [])
    return {
        "meta": result["meta"],
        "timestamp": result.get("timestamp", []),
        "indicators": {"quote": [{"close": closes}]},
    }


def flat_spark(symbol: str, result: dict[str, Any]) -> dict[str, Any]:
    """What `/v8/finance/spark` gives of a chart: no `meta`."""
    stamps = result.get("timestamp", [])
    return {
        "symbol": symbol,
        "timestamp": stamps,
        "close": result["indicators"]["quote"][0].get("close", []),
        "previousClose": None,
        "chartPreviousClose": result["meta"]["chartPreviousClose"],
        "start": stamps[0] if stamps else None,
        "end": stamps[-1] if stamps else None,
        "dataGranularity": 300,
    }


def article(
    title: object,
    *,
    time: float,
    publisher: object = "Invented Wire",
    url: object = "https://example.com/invented",
    symbols: tuple[str, ...] = ("IWM",),
) -> dict[str, Any]:
    """An article as the stream of `/xhr/ncp` gives it."""
    told = datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    content = {
        "contentType": "STORY",
        "title": title,
        "summary": "Invented words.",
        "pubDate": told,
        "displayTime": told,
        "provider": {"displayName": publisher, "url": "https://example.com/"},
        "canonicalUrl": {"url": url, "site": "finance", "region": "US", "lang": "en-US"},
        "clickThroughUrl": None,
        "finance": {"stockTickers": [{"symbol": symbol} for symbol in symbols]},
    }
    return {"id": str(zlib.crc32(repr(title).encode())), "content": content}
