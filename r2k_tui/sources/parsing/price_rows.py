"""Bars of responses that list them row by row, such as a JSON table or a CSV file. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times

# Providers round open, high, low and close separately; beyond this share of the close a difference is an error.
_ROUNDING = 1e-4
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class PriceRow(NamedTuple):
    """One bar; `time` is its start, or midnight UTC of its day. A missing number is NaN."""

    time: int
    open: float
    high: float
    low: float
    close: float
    volume: float


def price_row(time: int, close: float, opened: float, high: float, low: float, volume: float | None = None) -> PriceRow:
    """Row with a close, without a high below its open or close and without a low above them."""
    slack = _ROUNDING * close
    known = [price for price in (opened, close) if not math.isnan(price)]
    return PriceRow(
        time,
        opened,
        math.nan if high < max(known) - slack else high,
        math.nan if low > min(known) + slack else low,
        close,
        math.nan if volume is None or volume < 0 else volume,
    )


def bars_from_rows(
    rows: Sequence[PriceRow], symbol: str, interval: Interval, source: str, *, pays: bool = False, note: str = ""
) -> Bars:
    """Bars of rows in ascending order. `pays`: dividends are paid on the symbol, so that its adjusted close differs
    from its close and is unknown."""
    closes = pack_floats([row.close for row in rows])
    return Bars(
        symbol,
        interval,
        time=pack_times([row.time for row in rows]),
        open=pack_floats([row.open for row in rows]),
        high=pack_floats([row.high for row in rows]),
        low=pack_floats([row.low for row in rows]),
        close=closes,
        adj_close=pack_floats([math.nan] * len(rows)) if pays else closes,
        volume=pack_floats([row.volume for row in rows]),
        source=source,
        note=note,
    )


def us_date(text: str) -> date | None:
    """Day in American notation (8/31/2026), None for anything else."""
    found = _US_DATE.fullmatch(text.strip())
    try:
        return date(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None
