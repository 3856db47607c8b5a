"""Checks of new bars against known ones: continuation, or a readjusted history."""

from __future__ import annotations

from math import isclose, isnan, nan

from r2k_tui.engine.validation.evidence import near
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.tick import price_words
from r2k_tui.sources.base import BadData

# Minimum share of the known bars in a refetched history; below it the response is defective.
_LEAST_LEFT = 0.5
# Maximum age of a quote that can confirm a first history.
_RECENT_S = 600.0


def check(known: Bars | None, new: Bars, quote: Quote | None, now: float) -> None:
    """Reject a history that would replace a better one. Raises BadData.

    Without known bars, a quote received shortly before `now` (seconds since the epoch) must confirm the last bar.
    """
    if known is None or not len(known):
        if quote is not None and abs(now - quote.received_at) <= _RECENT_S:
            _check_first(new, quote)
        return
    if new.interval is Interval.D1 and len(new) < len(known) * _LEAST_LEFT:
        raise BadData(f"its history came back with {len(new)} bars where {len(known)} are known")
    price = quote.price if quote is not None else None
    last, before = new.column("close")[-1], known.column("close")[-1]
    if price is not None and near(before, price) and not near(last, price):
        raise BadData(f"its bars now end at {price_words(last)}, far from its price of {price_words(price)}")


def _check_first(new: Bars, quote: Quote) -> None:
    last = new.column("close")[-1] if len(new) else nan
    if quote.price is None or isnan(last):
        return
    told = (quote.price, quote.previous_close, quote.pre_price, quote.post_price)
    if not any(near(last, price) for price in told):
        raise BadData(f"its bars end at {price_words(last)}, far from its price of {price_words(quote.price)}")


def readjusted_since(known: Bars, new: Bars, overlap: int) -> bool:
    """Whether one of the last `overlap` bars of `known` has a different close in `new`.

    The very last bar is excluded: it may have been unfinished.
    """
    if not len(known) or not len(new):
        return False
    old_times, new_times = known.times(), new.times()
    for name in ("close", "adj_close"):
        old_values, new_values = known.column(name), new.column(name)
        at = {old_times[i]: old_values[i] for i in range(max(0, len(known) - overlap), len(known) - 1)}
        for i, time in enumerate(new_times):
            if time in at and not _same(at[time], new_values[i]):
                return True
    return False


def _same(old: float, new: float) -> bool:
    return isclose(old, new, rel_tol=1e-5) or (isnan(old) and isnan(new))
