"""Decimals of a price: from its source's hint, else from its digits and the size of its move."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from math import floor, isfinite, log10

from r2k_tui.model.market.quote import Quote

MOST = 10
_SMALL = ((1.0, 2), (0.01, 4), (0.0001, 6), (0.000001, 8))
# Most decimals of a quoted price; a level with more was computed.
_DIGITS = 6
# Prices of 32 bits differ from the quoted ones by less than this fraction.
_ROUNDING = 6e-8
# A move gets enough extra decimals that rounding loses at most this fraction of it.
_LOST, _MORE = 0.05, 4
# Fraction of the closes of a series that must have a last digit for their digits to count.
_MOSTLY, _RECENT = 0.8, 60


def decimals_of(level: float) -> int:
    """Default decimals of a level: two, more below one."""
    size = abs(level)
    return 2 if size == 0 else next((decimals for least, decimals in _SMALL if size >= least), MOST)


def own_decimals(level: float) -> int:
    """Decimals in the digits of a level: 4 for 1.0852; those of `decimals_of` for a computed level."""
    found = _end(level)
    return decimals_of(level) if found is None else found


def _end(level: float) -> int | None:
    """Number of decimals in the digits of a level; None for a computed level."""
    least = decimals_of(level)
    if not isfinite(level) or abs(level) < 1:
        return least
    whole = floor(log10(abs(level))) + 1
    tried = range(least, max(least, _DIGITS - whole) + 1)
    return next((d for d in tried if abs(round(level, d) - level) <= _ROUNDING * abs(level)), None)


def decimals_for(level: float, move: float | None) -> int:
    """Decimals that show a level and its move; a move below the rounding of prices adds none."""
    least = own_decimals(level)
    if move is None or not isfinite(move) or abs(move) <= 2 * _ROUNDING * abs(level):
        return least
    enough = (d for d in range(least, least + _MORE) if abs(round(move, d) - move) <= _LOST * abs(move))
    return min(MOST, next(enough, least + _MORE))


def quote_decimals(quote: Quote | None) -> int | None:
    """Decimals of all amounts of a quote; None without a price."""
    if quote is None or quote.price is None:
        return None
    if quote.decimals is None:
        return decimals_for(quote.price, quote.change)
    # A hint of two decimals would show a price of 0.0004 as 0.00.
    return max(quote.decimals, decimals_of(quote.price)) if abs(quote.price) < 1 else quote.decimals


def series_decimals(closes: Sequence[float]) -> int | None:
    """Decimals of a series from the digits of its newest closes, else from their usual move; None without a close."""
    from statistics import median  # it loads four further modules, and most processes show no series

    recent = list(islice((close for close in reversed(closes) if isfinite(close)), _RECENT))
    if not recent:
        return None
    newest = recent[0]
    ends, least = [end for close in recent if (end := _end(close)) is not None], decimals_of(newest)
    if len(ends) >= _MOSTLY * len(recent):
        return max(ends)
    moves = [abs(after - before) for before, after in pairwise(recent) if after != before]
    usual = median(moves) if moves else 0.0
    enough = least if usual <= _ROUNDING * abs(newest) else 1 - floor(log10(usual) + 1e-9)
    return min(MOST, max(least, enough))


def price_words(value: float, decimals: int | None = None) -> str:
    """Level with thousands separators; its own decimals where none are given."""
    return f"{value:,.{own_decimals(value) if decimals is None else decimals}f}"
