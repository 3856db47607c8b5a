"""Daily bars from Nasdaq's historical prices. Pure."""

from __future__ import annotations

import math
from typing import Any

from r2k_tui.model.calendar.days import bar_of_day, new_york_day
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.base import BadData, BarBatch
from r2k_tui.sources.nasdaq.info import INFO, SERVICE
from r2k_tui.sources.nasdaq.numbers import amount, positive_amount
from r2k_tui.sources.nasdaq.symbols import is_same, nasdaq_symbol
from r2k_tui.sources.parsing.price_rows import PriceRow, bars_from_rows, price_row, us_date

NOTE = "Nasdaq's closes are without dividends."


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
    bars = bars_from_rows(sorted(by_time.values()), symbol, Interval.D1, INFO.name, pays=True, note=NOTE)
    return BarBatch(bars, problems)


def _day(row: dict[str, Any]) -> PriceRow | None:
    """Day with a date and a close; None without either."""
    text, close = row.get("date"), positive_amount(row.get("close"))
    day = us_date(text) if isinstance(text, str) else None
    if day is None or close is None:
        return None
    opened, high, low = (positive_amount(row.get(name)) or math.nan for name in ("open", "high", "low"))
    return price_row(bar_of_day(day), close, opened, high, low, amount(row.get("volume")))
