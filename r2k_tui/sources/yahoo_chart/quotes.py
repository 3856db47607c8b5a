"""Quotes from answers of spark and chart over the last session. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.parsing.numbers import number, positive
from r2k_tui.sources.parsing.plausibility import plausible, plausible_time, plausible_volume
from r2k_tui.sources.yahoo.parsing.quotes import decimals
from r2k_tui.sources.yahoo_chart.answers import ChartAnswer
from r2k_tui.sources.yahoo_chart.delays import delay_minutes
from r2k_tui.sources.yahoo_chart.info import INFO

_LONGEST_DELAY_MIN = 1440.0
_LASTING = ("currency", "name", "exchange", "decimals")


def to_quote(symbol: str, answer: ChartAnswer, received_at: float) -> Quote | None:
    """Quote of `symbol` from its answer of `range=1d`; None without a usable price.

    `received_at` in seconds since the epoch.
    """
    meta = answer.meta
    price, moment = _last_price(answer)
    prices = plausible(
        {
            "price": price,
            "previous_close": _previous_close(answer),
            "open": None,
            "day_high": positive(meta.get("regularMarketDayHigh")),
            "day_low": positive(meta.get("regularMarketDayLow")),
            "pre_price": _extended(answer, "pre"),
            "post_price": _extended(answer, "post"),
        }
    )
    if prices["price"] is None:
        return None
    exchange = clean(meta.get("exchangeName"), 8)
    return Quote(
        symbol=symbol,
        **prices,  # type: ignore[arg-type]  # every key is a price of Quote
        volume=plausible_volume(number(meta.get("regularMarketVolume"))),
        currency=clean(meta.get("currency"), 8),
        name=clean(meta.get("longName"), 80) or clean(meta.get("shortName"), 80),
        time=plausible_time(moment, received_at),
        received_at=received_at,
        delay_s=_delay_s(meta, exchange),
        source=INFO.name,
        decimals=decimals(meta.get("priceHint")),
        exchange=exchange,
    )


def filled(quote: Quote, known: Quote) -> Quote:
    """Quote with the lasting facts that its answer left out, by an earlier one: currency, name, exchange, decimals."""
    missing = {name: getattr(known, name) for name in _LASTING if getattr(quote, name) in ("", None)}
    if "exchange" in missing:
        missing["delay_s"] = known.delay_s
    return msgspec.structs.replace(quote, **missing)


def is_before_its_session(answer: ChartAnswer) -> bool:
    """Whether the last price is older than every bar: the close that the chart counts from is then the price's own."""
    stamps = [stamp for stamp, _ in answer.closes]
    traded = number(answer.meta.get("regularMarketTime"))
    return bool(stamps) and traded is not None and traded < min(stamps)


def _last_price(answer: ChartAnswer) -> tuple[float | None, float | None]:
    """Last price of regular trading, and its time (seconds since the epoch)."""
    if not answer.flat:
        return positive(answer.meta.get("regularMarketPrice")), positive(answer.meta.get("regularMarketTime"))
    stamp, close = answer.closes[-1] if answer.closes else (None, None)
    return positive(close), positive(stamp)


def _previous_close(answer: ChartAnswer) -> float | None:
    """Close of the session before that of the price.

    With `range=1d`, both fields hold the close before the first bar. Before the open, that bar is of extended trading.
    """
    if is_before_its_session(answer):
        return None
    meta = answer.meta
    return positive(meta.get("previousClose")) or positive(meta.get("chartPreviousClose"))


def _extended(answer: ChartAnswer, phase: str) -> float | None:
    """Last price of the extended trading `phase` ("pre", "post"), where the newest bar belongs to it."""
    periods = answer.meta.get("currentTradingPeriod")
    period = periods.get(phase) if isinstance(periods, dict) else None
    if answer.flat or not isinstance(period, dict) or not answer.closes:
        return None
    start, end = number(period.get("start")), number(period.get("end"))
    stamp, close = answer.closes[-1]
    return positive(close) if start is not None and end is not None and start <= stamp < end else None


def _delay_s(meta: Mapping[str, Any], exchange: str) -> float:
    stated = number(meta.get("exchangeDataDelayedBy"))
    minutes = delay_minutes(exchange) if stated is None else min(max(0.0, stated), _LONGEST_DELAY_MIN)
    return minutes * 60.0
