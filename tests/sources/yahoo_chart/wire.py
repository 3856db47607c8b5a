"""Answers of spark and chart as Yahoo sends them, with invented prices."""

from __future__ import annotations

from typing import Any

OPENS = 1_791_293_400  # 2026-10-06 09:30 in New York
PRE, CLOSES, POST = OPENS - 19_800, OPENS + 23_400, OPENS + 37_800
NOW = float(OPENS + 3600)


def meta(symbol: str = "IWM", **fields: Any) -> dict[str, Any]:
    """The `meta` of an intraday answer over one day; a field that is None is left out."""
    whole = {
        "currency": "USD",
        "symbol": symbol,
        "exchangeName": "PCX",
        "fullExchangeName": "NYSEArca",
        "instrumentType": "ETF",
        "firstTradeDate": 959_347_800,
        "regularMarketTime": int(NOW) - 2,
        "gmtoffset": -14400,
        "timezone": "EDT",
        "exchangeTimezoneName": "America/New_York",
        "regularMarketPrice": 241.15,
        "regularMarketDayHigh": 243.0,
        "regularMarketDayLow": 240.0,
        "regularMarketVolume": 12_082_101,
        "longName": "An Invented Fund",
        "shortName": "Invented",
        "chartPreviousClose": 241.9,
        "previousClose": 241.9,
        "priceHint": 2,
        "currentTradingPeriod": {
            "pre": {"start": PRE, "end": OPENS},
            "regular": {"start": OPENS, "end": CLOSES},
            "post": {"start": CLOSES, "end": POST},
        },
        "dataGranularity": "1m",
    }
    return {name: value for name, value in {**whole, **fields}.items() if value is not None}


def result(stamps: list[Any] | None = None, closes: list[Any] | None = None, **fields: Any) -> dict[str, Any]:
    """One result of a chart, with open, high and low at the close."""
    stamps = [OPENS, OPENS + 60] if stamps is None else stamps
    closes = [241.0, 241.1] if closes is None else closes
    quote = {name: list(closes) for name in ("open", "high", "low", "close")} | {"volume": [100] * len(closes)}
    return {"meta": meta(**fields), "timestamp": stamps, "indicators": {"quote": [quote]}}


def chart(one: Any) -> dict[str, Any]:
    """A whole answer of chart."""
    return {"chart": {"result": [one], "error": None}}


def spark(*results: dict[str, Any]) -> dict[str, Any]:
    """A whole answer of spark in the shape of /v7."""
    rows = [{"symbol": one["meta"]["symbol"], "response": [one]} for one in results]
    return {"spark": {"result": rows, "error": None}}


def flat(symbol: str = "IWM", **fields: Any) -> dict[str, Any]:
    """An entry of spark in the shape of /v8."""
    entry = {
        "symbol": symbol,
        "timestamp": [OPENS, OPENS + 60, OPENS + 120],
        "close": [241.0, 241.1, None],
        "previousClose": None,
        "chartPreviousClose": 241.9,
        "start": OPENS,
        "end": CLOSES,
        "dataGranularity": 60,
    }
    return {**entry, **fields}
