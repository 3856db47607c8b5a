"""Snapshot of one day: every column of the constituent table, from prices, closes and fundamentals."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.cross_section.breadth import LONG, SHORT, Tail, today
from r2k_tui.analytics.cross_section.returns import contributions, day_returns
from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import bar_of_day, day_of_bar
from r2k_tui.model.market.universe import NO, UNKNOWN, YES, Members
from r2k_tui.model.threshold import above, at_least, at_most

MarkArray = np.ndarray[tuple[int], np.dtype[np.int8]]
_Held = tuple[MarkArray, MarkArray, MarkArray, MarkArray, Floats, Floats, Floats, Floats]


class UniverseSnapshot(NamedTuple):
    """Columns of one day, one value per constituent; see Members for their meaning and units."""

    day: date | None
    weight: Floats
    price: Floats
    previous_close: Floats
    time: Floats
    ret_1d: Floats
    contribution: Floats
    above_50d: MarkArray
    above_200d: MarkArray
    new_high: MarkArray
    new_low: MarkArray
    high_52w: Floats
    low_52w: Floats
    average_50d: Floats
    average_200d: Floats


def day_of(roll: Constituents, prices: ConstituentPrices, past: CloseHistory) -> UniverseSnapshot:
    """Snapshot of the newest day with prices, else of the last closes; all NaN at list weights without either."""
    found = prices.newest_day()
    if found is not None:
        price, before, moment = prices.columns(found)
        held, weight = past.before(_number(found)), past.weights(roll, _number(found))
        before = np.where(np.isfinite(before), before, held.last)
    elif len(past.table.days):
        last = int(past.table.days[-1])
        found = day_of_bar(last * 86400)
        price, before = past.close_of(-1), past.close_of(-2)
        moment = np.where(np.isfinite(price), closing_bell(found), np.nan)
        held, weight = past.before(last), past.weights(roll, last)
    else:
        price = before = moment = np.full(len(roll), np.nan)
        held, weight = past.before(0), roll.weights
    ret = day_returns(price, before)
    return UniverseSnapshot(
        found, weight, price, before, moment, ret, contributions(weight, ret), *_marks(price, held, prices)
    )


def _number(day: date) -> int:
    return bar_of_day(day) // 86400


def _marks(price: Floats, held: Tail, prices: ConstituentPrices) -> _Held:
    """Breadth flags, 52-week range and moving averages, from the closes; where the history is too short, from the
    source's averages and range.
    """
    flags, figure = today(price, held), prices.figure
    average_50, average_200 = figure("day_average_50"), figure("day_average_200")
    high, low = figure("high_52w"), figure("low_52w")
    own_high, own_low = np.fmax(held.high_252, price), np.fmin(held.low_252, price)
    return (
        _mark(flags.above_50d, flags.known_50d, above(price, average_50), np.isfinite(price + average_50)),
        _mark(flags.above_200d, flags.known_200d, above(price, average_200), np.isfinite(price + average_200)),
        _mark(flags.new_high, flags.known_52w, at_least(price, high), np.isfinite(price + high)),
        _mark(flags.new_low, flags.known_52w, at_most(price, low), np.isfinite(price + low)),
        np.where(flags.known_52w, own_high, high),
        np.where(flags.known_52w, own_low, low),
        np.where(flags.known_50d, (held.sum_49 + price) / SHORT, average_50),
        np.where(flags.known_200d, (held.sum_199 + price) / LONG, average_200),
    )


def _mark(own: Flags, own_known: Flags, other: Flags, other_known: Flags) -> MarkArray:
    yes, known = np.where(own_known, own, other), own_known | other_known
    return np.where(known, np.where(yes, YES, NO), UNKNOWN).astype(np.int8)


def members_of(roll: Constituents, prices: ConstituentPrices, day: UniverseSnapshot) -> Members:
    """Constituent table in wire format."""
    span = day.high_52w - day.low_52w
    place = np.full(len(roll), np.nan)
    np.divide(day.price - day.low_52w, span, out=place, where=span > 0)
    worth = prices.figure("shares") * day.price
    return Members(
        key=roll.key,
        symbols=roll.symbols,
        names=prices.names,
        sectors=roll.sectors,
        sector_of=roll.sector_of.astype(np.uint8).tobytes(),
        weight=day.weight.tobytes(),
        price=day.price.tobytes(),
        previous_close=day.previous_close.tobytes(),
        ret_1d=day.ret_1d.tobytes(),
        contribution=day.contribution.tobytes(),
        time=day.time.tobytes(),
        range_52w=np.clip(place, 0.0, 1.0).tobytes(),
        high_52w=day.high_52w.tobytes(),
        low_52w=day.low_52w.tobytes(),
        average_50d=day.average_50d.tobytes(),
        average_200d=day.average_200d.tobytes(),
        market_cap=np.where(np.isfinite(worth), worth, prices.figure("market_cap")).tobytes(),
        forward_pe=price_earnings(day.price, prices).tobytes(),
        trailing_eps=prices.figure("trailing_eps").tobytes(),
        above_50d=day.above_50d.tobytes(),
        above_200d=day.above_200d.tobytes(),
        new_high=day.new_high.tobytes(),
        new_low=day.new_low.tobytes(),
    )


def earnings_yields(price: Floats, prices: ConstituentPrices) -> Floats:
    """Forward earnings yields, negative for losses; from the source's forward P/E if it has no EPS estimate."""
    yields, ratio = np.full(len(price), np.nan), prices.figure("forward_pe")
    np.divide(1.0, ratio, out=yields, where=ratio != 0)
    eps = prices.figure("forward_eps")
    np.divide(eps, price, out=yields, where=np.isfinite(eps) & (price > 0))
    return yields


def price_earnings(price: Floats, prices: ConstituentPrices) -> Floats:
    """Forward P/E of each constituent; NaN for losses."""
    yields, out = earnings_yields(price, prices), np.full(len(price), np.nan)
    np.divide(1.0, yields, out=out, where=yields > 0)
    return out
