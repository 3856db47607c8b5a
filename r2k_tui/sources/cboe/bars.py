"""Bars from Cboe's charts. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from itertools import dropwhile
from typing import Any

from r2k_tui.model.calendar.days import NEW_YORK, bar_of_day, new_york_day
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.base import BadData, BarBatch
from r2k_tui.sources.cboe.info import INFO
from r2k_tui.sources.cboe.symbols import cboe_symbol, is_named
from r2k_tui.sources.cboe.trade_time import stamp
from r2k_tui.sources.parsing.numbers import positive
from r2k_tui.sources.parsing.price_rows import PriceRow, bars_from_rows, price_row

_AHEAD_S = 300.0


def daily_bars(data: dict[str, Any], symbol: str, now: float) -> BarBatch:
    """Daily bars from a document of `charts/historical`. Raises BadData for anything else."""
    today = new_york_day(now)

    def bar(row: dict[str, Any]) -> PriceRow | None:
        day = _day(row.get("date"))
        return None if day is None or day > today else _bar(bar_of_day(day), row)

    return _batch(data, symbol, Interval.D1, bar)


def minute_bars(data: dict[str, Any], symbol: str, now: float) -> BarBatch:
    """Minute bars of the newest session from a document of `charts/intraday`, whose times are the ends of the bars.

    Raises BadData for anything else.
    """

    def bar(row: dict[str, Any]) -> PriceRow | None:
        end, prices = stamp(row.get("datetime")), row.get("price")
        if end is None or not isinstance(prices, dict):
            return None
        aware = end if end.tzinfo is not None else end.replace(tzinfo=NEW_YORK)
        start = int(aware.timestamp()) // 60 * 60 - 60
        return None if start > now + _AHEAD_S else _bar(start, prices)

    return _batch(data, symbol, Interval.M1, bar)


def _batch(
    data: dict[str, Any], symbol: str, interval: Interval, bar: Callable[[dict[str, Any]], PriceRow | None]
) -> BarBatch:
    rows = data.get("data")
    if not isinstance(rows, list):
        raise BadData(f"Cboe answered without bars of {symbol}.")
    if not is_named(data.get("symbol"), cboe_symbol(symbol) or ""):
        raise BadData(f"Cboe answered with bars of another index than {symbol}.")
    read = [bar(row) if isinstance(row, dict) else None for row in rows]
    # A session's first minutes are zeros until the index has a value.
    begun = list(dropwhile(lambda one: one is None, read))
    found = [one for one in begun if one is not None]
    by_time = {one.time: one for one in found}
    problems = _left_out(symbol, len(begun) - len(by_time))
    return BarBatch(bars_from_rows(sorted(by_time.values()), symbol, interval, INFO.name), problems)


def _left_out(symbol: str, count: int) -> tuple[Problem, ...]:
    if not count:
        return ()
    return (Problem(symbol, BadData.kind, f"{plural(count, 'bar')} of Cboe without a price or a time left out."),)


def _bar(time: int, prices: dict[str, Any]) -> PriceRow | None:
    """Bar with a close; None without one."""
    opened, high, low, close = (positive(prices.get(name)) or math.nan for name in ("open", "high", "low", "close"))
    return None if math.isnan(close) else price_row(time, close, opened, high, low)


def _day(text: object) -> date | None:
    if not isinstance(text, str):
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
