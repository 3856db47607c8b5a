"""Evidence for and against a price: other fields of its quote, the last good price, bars. Pure functions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from enum import Enum
from math import isfinite, nan
from typing import NamedTuple

import msgspec

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar
from r2k_tui.model.calendar.venue import venue_day, venue_of
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.quote import Quote

# Jump: a price beyond this multiple of another is far from it; within the smaller factor it is close.
JUMP, CLOSE = 1.5, 1.1
# Prices of two days within this factor share one unit: no split is smaller than 5 for 4.
SAME_UNIT = 1.2
# Tolerance of a price outside the day's range, which may update a moment later, and outside bid and ask.
_RANGE_SLACK, _SPREAD_SLACK = 1.02, 1.05
# Maximum age of a last good price that is nearly simultaneous.
_MOMENT_S = 120.0
# Maximum distance in time of a bar that confirms a price (seconds), and of one from the same moment.
_BAR_REACH_S, _BAR_S = 900.0, 60.0
# Number of minute bars before a jump; at least one must be close to the last good price.
_SHARED_BARS = 30


class Support(Enum):
    """Support of a quote for its own price.

    GOOD: no contradiction. SPANNED: other fields confirm a jump, and today's range spans the last good price and this
    one. AGREED: other fields confirm it, but the range does not reach the last good price. OPEN: only the distance from
    the last good price speaks against it. CONTRADICTED: a field of the same quote contradicts it.
    """

    GOOD = "good"
    SPANNED = "spanned"
    AGREED = "agreed"
    OPEN = "open"
    CONTRADICTED = "contradicted"


class SecondOpinion(Enum):
    """Position of the other providers on an unconfirmed price.

    SILENT: there is none that can be asked, or it knows nothing newer. AWAITED: one will be asked. AGREE: one has about
    the same price. DIFFER: one has a price of the same time that is far from it.
    """

    SILENT = "silent"
    AWAITED = "awaited"
    AGREE = "agree"
    DIFFER = "differ"


class MinuteBar(NamedTuple):
    """Minute bar that matches a quote: its start (seconds since the epoch) and its close."""

    time: float
    close: float


class _Votes(NamedTuple):
    """Votes of the other fields. True: confirms the price; False: contradicts it; None: neutral."""

    ranged: bool | None
    spread: bool | None
    before: bool | None


def near(price: float, other: float | None, times: float = JUMP) -> bool:
    """Whether two prices differ by less than a jump (or by less than the factor `times`)."""
    return other is not None and other > 0 and other / times <= price <= other * times


def verdict(quote: Quote, known: Quote | None) -> Support:
    """Support of `quote` for its own price, given the last good one."""
    price, last = quote.price, known.price if known is not None else None
    if price is None:
        return Support.GOOD
    votes = _votes(quote, price)
    if last is not None and near(price, last, CLOSE):
        # A field that contradicts the last good price as well is itself wrong.
        old = _votes(quote, last)
        against = [vote is False and of_last is not False for vote, of_last in zip(votes, old, strict=True)]
        return Support.GOOD if not any(against) or votes.count(True) >= 2 else Support.CONTRADICTED
    against_it = False in votes
    if not against_it and not _jumps(quote, known):
        return Support.GOOD
    return _confirmed_by_fields(quote, known, votes) or (Support.CONTRADICTED if against_it else Support.OPEN)


def _confirmed_by_fields(quote: Quote, known: Quote | None, votes: _Votes) -> Support | None:
    """Support where two fields confirm a jump, one of them in addition to the previous close; else None."""
    other_day = known is None or not _same_day(quote, known)
    if votes.ranged is False or votes.count(True) < (1 if other_day and False not in votes else 2):
        return None
    if other_day or known is None or known.price is None:
        return Support.AGREED
    return Support.SPANNED if votes.ranged and _range_vote(quote, known.price) else None


def minute_beside(quote: Quote, minutes: Bars | None) -> MinuteBar | None:
    """Newest minute bar that began before the quote's price time; None where it is from another hour."""
    if minutes is None or not len(minutes):
        return None
    moment, times, closes = quote.time or quote.received_at, minutes.times(), minutes.column("close")
    place = bisect_right(times, moment) - 1
    while place >= 0 and not isfinite(closes[place]):
        place -= 1
    if place < 0 or moment - times[place] > _BAR_REACH_S:
        return None
    return MinuteBar(times[place], closes[place])


def corroborating_bar(quote: Quote, known: Quote | None, minutes: Bars | None) -> MinuteBar | None:
    """Minute bar that matches the quote, where the bars share the unit of the last good price; None otherwise, because
    agreement by chance would prove nothing about a jump."""
    bar = minute_beside(quote, minutes)
    if bar is None or minutes is None or known is None or known.price is None:
        return bar
    place = bisect_right(minutes.times(), quote.time or quote.received_at)
    recent = minutes.column("close")[max(0, place - _SHARED_BARS) : place]
    shared = any(near(close, known.price, CLOSE) for close in recent)
    return bar if shared or bar_agrees(known, minute_beside(known, minutes)) else None


def bar_agrees(quote: Quote, bar: MinuteBar | None) -> bool:
    """Whether a matching bar confirms the price of a quote."""
    return bar is not None and quote.price is not None and near(quote.price, bar.close, CLOSE)


def bar_contradicts(quote: Quote, bar: MinuteBar | None, since: float) -> bool:
    """Whether a bar contradicts a price first quoted at `since` (seconds since the epoch)."""
    return bar is not None and bar.time + _BAR_S >= since and not bar_agrees(quote, bar)


def position_of(opinion: Quote | None, doubted: Quote, first_trade: float) -> SecondOpinion:
    """Position of another provider's quote on an unconfirmed price, first traded at `first_trade` (seconds)."""
    if opinion is None or opinion.price is None or doubted.price is None:
        return SecondOpinion.SILENT
    if opinion.currency and doubted.currency and opinion.currency != doubted.currency:
        return SecondOpinion.SILENT
    if near(doubted.price, opinion.price, CLOSE):
        return SecondOpinion.AGREE
    told_at = opinion.received_at - opinion.delay_s if opinion.time is None else opinion.time
    # A delayed quote is of before the jump, and says nothing about it.
    return SecondOpinion.DIFFER if told_at + _BAR_S >= first_trade else SecondOpinion.SILENT


def readjusted_to(price: float, daily: Bars | None, day: float) -> bool:
    """Whether daily bars share the unit of `price`: the bar of the day of `day` (seconds) and the one before it."""
    if daily is None or len(daily) < 2 or day_of_bar(daily.times()[-1]) != venue_day(venue_of(daily.symbol), day):
        return False
    last, before = daily.column("close")[-1], daily.column("close")[-2]
    return near(price, last, CLOSE) and near(price, before, SAME_UNIT)


def with_close_before(quote: Quote, daily: Bars | None) -> Quote:
    """Quote with its previous close taken from the daily bars, where its own is in another unit.

    On the day of a split a source may deliver the new price with the unadjusted close.
    """
    price, own = quote.price, quote.previous_close
    if price is None or own is None or near(own, price, SAME_UNIT) or daily is None:
        return quote
    day = bar_of_day(_day(quote))
    place = bisect_left(daily.times(), day) - 1
    close = daily.column("close")[place] if place >= 0 else nan
    return msgspec.structs.replace(quote, previous_close=close) if near(close, price, SAME_UNIT) else quote


def _jumps(quote: Quote, known: Quote | None) -> bool:
    """Whether the price is far from the last good one; at nearly the same moment, whether it is not close."""
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
    """Vote of bid and ask; a wide spread contains every price and confirms none."""
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
    return _day(quote) == _day(known)


def _day(quote: Quote) -> date:
    """Day of a quote at its venue, by which its daily bar is dated."""
    return venue_day(venue_of(quote.symbol, quote.exchange), quote.time or quote.received_at)
