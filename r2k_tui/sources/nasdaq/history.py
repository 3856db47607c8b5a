"""Daily bars from Nasdaq's historical prices. Pure."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any, NamedTuple

from r2k_tui.model.calendar.days import bar_of_day, new_york_day
from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.base import BadData, BarBatch
from r2k_tui.sources.nasdaq.info import INFO, SERVICE
from r2k_tui.sources.nasdaq.numbers import amount, positive_amount
from r2k_tui.sources.nasdaq.symbols import is_same, nasdaq_symbol

NOTE = "Nasdaq's closes are without dividends."
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_SLACK = 1e-4


class NasdaqDay(NamedTuple):
    """Prices of one day; `time` is midnight UTC of it. A missing number is NaN."""

    time: int
    open: float
    high: float
    low: float
    close: float
    volume: float


def daily_bars(data: dict[str, Any], symbol: str, now: float) -> BarBatch:
    """Daily bars of `symbol`, whatever the order of the rows. Raises BadData where the answer is not of this symbol."""
    if not is_same(data.get("symbol"), nasdaq_symbol(symbol) or ""):
        raise BadData(f"{SERVICE} answered with another symbol than {symbol}.")
    table = data.get("tradesTable")
    rows = table.get("rows") if isinstance(table, dict) else None
    if rows is None:
        rows = []
    if not isinstance(rows, list):
        raise BadData(f"{SERVICE} answered without days of {symbol}.")
    today = bar_of_day(new_york_day(now))
    read = [_day(row) if isinstance(row, dict) else None for row in rows]
    by_time = {one.time: one for one in read if one is not None and one.time <= today}
    left_out = len(rows) - len(by_time)
    message = f"{plural(left_out, 'day')} of {SERVICE} without a price or a date left out."
    problems = (Problem(symbol, BadData.kind, message),) if left_out else ()
    return BarBatch(_packed(sorted(by_time.values()), symbol), problems)


def _day(row: dict[str, Any]) -> NasdaqDay | None:
    text = row.get("date")
    found = _DAY.fullmatch(text.strip()) if isinstance(text, str) else None
    close = positive_amount(row.get("close"))
    if found is None or close is None:
        return None
    try:
        time = bar_of_day(date(int(found[3]), int(found[1]), int(found[2])))
    except ValueError:
        return None
    opened, high, low = (positive_amount(row.get(name)) or math.nan for name in ("open", "high", "low"))
    known = [price for price in (opened, close) if price == price]
    volume = amount(row.get("volume"))
    return NasdaqDay(
        time,
        opened,
        math.nan if high < max(known) - _SLACK * close else high,
        math.nan if low > min(known) + _SLACK * close else low,
        close,
        math.nan if volume is None or volume < 0 else volume,
    )


def _packed(days: list[NasdaqDay], symbol: str) -> Bars:
    return Bars(
        symbol,
        Interval.D1,
        time=pack_times([one.time for one in days]),
        open=pack_floats([one.open for one in days]),
        high=pack_floats([one.high for one in days]),
        low=pack_floats([one.low for one in days]),
        close=pack_floats([one.close for one in days]),
        adj_close=pack_floats([math.nan] * len(days)),
        volume=pack_floats([one.volume for one in days]),
        source=INFO.name,
        note=NOTE,
    )
