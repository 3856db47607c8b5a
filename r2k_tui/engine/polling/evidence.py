"""What speaks for and against a price: the other fields of its quote, the last good one, the bars. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import Enum
from math import isfinite, nan
from typing import NamedTuple

import msgspec

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar, new_york_day
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.quote import Quote

# A price beyond this many times another is far from it; one within the smaller factor is close to it.
JUMP, CLOSE = 1.5, 1.1
# Prices of two days that are less far apart are of one unit: no split is smaller than 5 for 4.
SAME_UNIT = 1.2
# How far a price may lie outside the range of its day, which may be told a moment later, and outside bid and ask.
_RANGE_SLACK, _SPREAD_SLACK = 1.02, 1.05
# A last good price that came no longer ago than this is nearly of the same moment.
_MOMENT_S = 120.0
# A bar bears out a price at this distance at the most (seconds), and is of its own moment within the other.
_BAR_REACH_S, _BAR_S = 900.0, 60.0
# So many minute bars before a jump, one must be close to the last good price.
_SHARED_BARS = 30


class Support(Enum):
    """What a quote says of its own price.

    GOOD: nothing speaks against it. SPANNED: other fields do bear out a jump, and today's range reaches from the last
    good price to this one. AGREED: other fields bear it out, but the range does not reach to the last good price.
    OPEN: it is only far from the last good price. CONTRADICTED: a field of its own quote speaks against it.
    """

    GOOD = "good"
    SPANNED = "spanned"
    AGREED = "agreed"
    OPEN = "open"
    CONTRADICTED = "contradicted"


class MinuteBar(NamedTuple):
    """A minute bar beside a quote: its start (seconds since the epoch) and its close."""

    time: float
    close: float


class _Votes(NamedTuple):
    """True: bears the price out; False: speaks against it; None: says nothing."""

    ranged: bool | None
    spread: bool | None
    before: bool | None


def near(price: float, other: float | None, times: float = JUMP) -> bool:
    """Whether two prices are less than a jump (or `times`) apart."""
    return other is not None and other > 0 and other / times <= price <= other * times


def verdict(quote: Quote, known: Quote | None) -> Support:
    """What `quote` says of its own price, given the last good one."""
    price, last = quote.price, known.price if known is not None else None
    if price is None:
        return Support.GOOD
    votes = _votes(quote, price)
    if last is not None and near(price, last, CLOSE):
        # What speaks as much against the last good price is wrong itself.
        old = _votes(quote, last)
        against = [vote is False and of_last is not False for vote, of_last in zip(votes, old, strict=True)]
        return Support.GOOD if not any(against) or votes.count(True) >= 2 else Support.CONTRADICTED
    against_it = False in votes
    if not against_it and not _jumps(quote, known):
        return Support.GOOD
    return _borne_out(quote, known, votes) or (Support.CONTRADICTED if against_it else Support.OPEN)


def _borne_out(quote: Quote, known: Quote | None, votes: _Votes) -> Support | None:
    """The verdict where two fields bear out a jump, one of them more than the close before; else None."""
    other_day = known is None or not _same_day(quote, known)
    if votes.ranged is False or votes.count(True) < (1 if other_day and False not in votes else 2):
        return None
    if other_day or known is None or known.price is None:
        return Support.AGREED
    return Support.SPANNED if votes.ranged and _range_vote(quote, known.price) else None


def minute_beside(quote: Quote, minutes: Bars | None) -> MinuteBar | None:
    """The newest minute bar that began before the quote's price was made, None where it is of another hour."""
    if minutes is None or not len(minutes):
        return None
    moment, times, closes = quote.time or quote.received_at, minutes.times(), minutes.column("close")
    place = bisect_right(times, moment) - 1
    while place >= 0 and not isfinite(closes[place]):
        place -= 1
    if place < 0 or moment - times[place] > _BAR_REACH_S:
        return None
    return MinuteBar(times[place], closes[place])


def witness(quote: Quote, known: Quote | None, minutes: Bars | None) -> MinuteBar | None:
    """The minute bar beside the quote, where these bars are of the unit of the last good price: else they may be right
    or wrong by chance, and say nothing of a jump."""
    bar = minute_beside(quote, minutes)
    if bar is None or minutes is None or known is None or known.price is None:
        return bar
    place = bisect_right(minutes.times(), quote.time or quote.received_at)
    recent = minutes.column("close")[max(0, place - _SHARED_BARS) : place]
    shared = any(near(close, known.price, CLOSE) for close in recent)
    return bar if shared or bar_agrees(known, minute_beside(known, minutes)) else None


def bar_agrees(quote: Quote, bar: MinuteBar | None) -> bool:
    """Whether a bar beside the quote bears out its price."""
    return bar is not None and quote.price is not None and near(quote.price, bar.close, CLOSE)


def bar_contradicts(quote: Quote, bar: MinuteBar | None, since: float) -> bool:
    """Whether a bar contradicts a price first quoted at `since` (seconds since the epoch)."""
    return bar is not None and bar.time + _BAR_S >= since and not bar_agrees(quote, bar)


def readjusted_to(price: float, daily: Bars | None, day: float) -> bool:
    """Whether daily bars are of the unit of `price`: that of the day of `day` (seconds), and the one before it."""
    if daily is None or len(daily) < 2 or day_of_bar(daily.times()[-1]) != new_york_day(day):
        return False
    last, before = daily.column("close")[-1], daily.column("close")[-2]
    return near(price, last, CLOSE) and near(price, before, SAME_UNIT)


def with_close_before(quote: Quote, daily: Bars | None) -> Quote:
    """The quote with the close before its day as the bars have it, where its own is of another unit.

    On the day of a split a source may give the new price beside the old close.
    """
    price, own = quote.price, quote.previous_close
    if price is None or own is None or near(own, price, SAME_UNIT) or daily is None:
        return quote
    day = bar_of_day(new_york_day(quote.time or quote.received_at))
    place = bisect_left(daily.times(), day) - 1
    close = daily.column("close")[place] if place >= 0 else nan
    return msgspec.structs.replace(quote, previous_close=close) if near(close, price, SAME_UNIT) else quote


def _jumps(quote: Quote, known: Quote | None) -> bool:
    """Whether the price is far from the last good one; at nearly the same moment, not close to it."""
    if quote.price is None or known is None or known.price is None or near(quote.price, known.price, CLOSE):
        return False
    if _same_day(quote, known) and _range_vote(quote, known.price) is False:
        return True
    recent = 0 <= quote.received_at - known.received_at <= _MOMENT_S and _same_day(quote, known)
    ranged = quote.day_low is not None and quote.day_high is not None
    return (recent and ranged) or not near(quote.price, known.price)


def _votes(quote: Quote, price: float) -> _Votes:
    return _Votes(_range_vote(quote, price), _spread_vote(quote, price), _close_vote(quote, price))


def _range_vote(quote: Quote, price: float) -> bool | None:
    return _between(quote.day_low, price, quote.day_high, _RANGE_SLACK)


def _spread_vote(quote: Quote, price: float) -> bool | None:
    """A spread that is wide holds every price, and bears none out."""
    vote = _between(quote.bid, price, quote.ask, _SPREAD_SLACK)
    wide = quote.bid is not None and not near(quote.bid, quote.ask, CLOSE)
    return None if vote and wide else vote


def _between(low: float | None, price: float, high: float | None, slack: float) -> bool | None:
    if low is not None and high is not None and low > high:
        return None
    if (low is not None and price < low / slack) or (high is not None and price > high * slack):
        return False
    return True if low is not None and high is not None else None


def _close_vote(quote: Quote, price: float) -> bool | None:
    if quote.previous_close is None:
        return None
    if not near(price, quote.previous_close):
        return False
    return True if near(price, quote.previous_close, CLOSE) else None


def _same_day(quote: Quote, known: Quote) -> bool:
    times = (quote.time or quote.received_at, known.time or known.received_at)
    return new_york_day(times[0]) == new_york_day(times[1])
