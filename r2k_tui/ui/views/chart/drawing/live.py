"""The forming bar: the quotes since the bars were last requested."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import isfinite, nan
from typing import NamedTuple

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar, new_york_day
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.quote import Quote

# A previous close that differs from the bars' by more than this fraction suggests a split.
_SPLIT = 0.2
_LONGEST_AXIS_S = 12 * 3600.0


class Live(NamedTuple):
    """An unfinished bar; NaN is unknown."""

    time: int
    open: float
    high: float
    low: float
    close: float
    volume: float


def formed(
    bars: Bars, quote: Quote | None, before: Live | None, day_at: Callable[[float], date] = new_york_day
) -> Live | None:
    """The forming bar of a series after a quote, given the forming bar `before`; None where the bars are up to date.

    `day_at`: the day of a moment at the symbol's venue.
    """
    if quote is None or quote.price is None or quote.time is None or not len(bars):
        return before
    return (
        _day(bars, quote, day_at(quote.time))
        if not bars.interval.intraday
        else _folded(bars, quote.price, quote.time, before)
    )


def _day(bars: Bars, quote: Quote, day: date) -> Live | None:
    """The bar of the running session, which the quote holds completely."""
    assert quote.price is not None
    price = quote.price
    if day < day_of_bar(bars.times()[-1]):
        return None
    said = (_known(value) for value in (quote.open, quote.day_high, quote.day_low, quote.volume))
    opened, high, low, volume = said
    high, low = max(price, high) if isfinite(high) else nan, min(price, low) if isfinite(low) else nan
    return Live(bar_of_day(day), opened, high, low, price, volume)


def _known(value: float | None) -> float:
    return nan if value is None else value


def _folded(bars: Bars, price: float, time: float, before: Live | None) -> Live | None:
    """The forming bar with one more price; its volume is unknown until the bars are requested again."""
    last, seconds = bars.times()[-1], bars.interval.seconds
    if time < last:
        return None
    start = last + int(time - last) // seconds * seconds
    if before is None or before.time != start:
        return Live(start, price, price, price, price, nan)
    return Live(start, before.open, max(before.high, price), min(before.low, price), price, nan)


def joined(last: Live, live: Live) -> Live:
    """The last bar of a series merged with the forming bar."""
    existing = [new if isfinite(new) else old for old, new in zip(last, live, strict=True)]
    highs = [value for value in (last.high, live.high) if isfinite(value)]
    lows = [value for value in (last.low, live.low) if isfinite(value)]
    opened = last.open if isfinite(last.open) else existing[1]
    return Live(last.time, opened, max(highs, default=nan), min(lows, default=nan), live.close, existing[5])


def axis_end(bars: Bars, session: Session) -> float | None:
    """Close of the running session, up to which the axis of its chart reaches; None after it.

    Nor is there one for a session of more than half a day, as of futures: its axis would be empty for hours.
    """
    opens, closes = session.opens_at, session.closes_at
    if opens is None or closes is None or closes - opens > _LONGEST_AXIS_S:
        return None
    return closes if len(bars) and bars.times()[-1] >= opens else None


def split_note(bars: Bars, quote: Quote | None, day_at: Callable[[float], date] = new_york_day) -> str:
    """Says that the previous close of the quote is far from the bars' last close: probably a split that they do not
    include yet.
    """
    if quote is None or not quote.previous_close or quote.time is None or bars.interval.intraday or not len(bars):
        return ""
    today = bar_of_day(day_at(quote.time))
    place = len(bars) - (2 if bars.times()[-1] >= today else 1)
    if place < 0 or today - bars.times()[place] > 6 * bars.interval.seconds:
        return ""
    close = bars.column("close")[place]
    if not isfinite(close) or close <= 0 or abs(quote.previous_close / close - 1) < _SPLIT:
        return ""
    return f"previous close {quote.previous_close:,.6g}, in the bars {close:,.6g}: a split they do not include yet?"
