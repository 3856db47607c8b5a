"""The running session as a daily bar, from the quote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import nan

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar, new_york_day
from r2k_tui.model.market.bars import Bars, merge, pack_floats, pack_times
from r2k_tui.model.market.quote import Quote

# Day, open, high, low, close, adjusted close, volume.
DayBar = tuple[date, float, float, float, float, float, float]


def day_so_far(
    bars: Bars, quote: Quote | None, now: float, day_at: Callable[[float], date] = new_york_day
) -> DayBar | None:
    """The quote as a daily bar, where it is not older than the last one of the series; what it lacks is NaN.

    `now` in seconds since the epoch: a day that is still to come is none. `day_at`: the day of a moment at its venue.
    """
    if quote is None or quote.price is None or quote.time is None or not len(bars):
        return None
    day = day_at(quote.time)
    if not day_of_bar(bars.times()[-1]) <= day <= day_at(now):
        return None
    price = quote.price
    opened = quote.open if quote.open is not None else nan
    high = max(price, quote.day_high) if quote.day_high is not None else nan
    low = min(price, quote.day_low) if quote.day_low is not None else nan
    return day, opened, high, low, price, price, quote.volume if quote.volume is not None else nan


def with_day_so_far(
    bars: Bars, quote: Quote | None, now: float, day_at: Callable[[float], date] = new_york_day
) -> Bars:
    """Daily bars with the running session as their last one; what the quote lacks stays as the bar has it."""
    tick = day_so_far(bars, quote, now, day_at)
    if tick is None:
        return bars
    day, *values = tick
    columns = ("open", "high", "low", "close", "adj_close", "volume")
    if day == day_of_bar(bars.times()[-1]):
        before = [bars.column(name)[-1] for name in columns]
        values = [old if new != new else new for old, new in zip(before, values, strict=True)]
        values[1], values[2] = max(values[1], values[3]), min(values[2], values[3])
    packed = {name: pack_floats([value]) for name, value in zip(columns, values, strict=True)}
    last = Bars(bars.symbol, bars.interval, pack_times([bar_of_day(day)]), **packed, source=bars.source, note=bars.note)
    return merge(bars, last)
