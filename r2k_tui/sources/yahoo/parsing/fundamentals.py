"""Fundamentals from Yahoo's raw quotes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.text import clean
from r2k_tui.sources.parsing.numbers import number, positive

# The first name in the response counts; Yahoo has two names for some figures.
_SIGNED = {
    "trailing_eps": ("epsTrailingTwelveMonths", "trailingEps"),
    "this_year_eps": ("epsCurrentYear",),
    "forward_eps": ("epsForward", "forwardEps"),
    "forward_pe": ("forwardPE",),
}
_POSITIVE = {
    "shares": ("sharesOutstanding",),
    "float_shares": ("floatShares",),
    "market_cap": ("marketCap",),
    "day_average_50": ("fiftyDayAverage",),
    "day_average_200": ("twoHundredDayAverage",),
    "high_52w": ("fiftyTwoWeekHigh",),
    "low_52w": ("fiftyTwoWeekLow",),
}
_TIMES = {
    "earnings_at": ("earningsTimestamp",),
    "earnings_start": ("earningsTimestampStart",),
    "earnings_end": ("earningsTimestampEnd",),
}
# 1990 and 2100 in seconds since the epoch: anything else, such as milliseconds, is no time of a report.
_FIRST, _LAST = 631152000.0, 4102444800.0


def fundamentals(symbol: str, entry: Mapping[str, Any], taken_at: float) -> Fundamentals | None:
    """Fundamentals in the quote of a stock, None for other securities; `taken_at` in seconds since the epoch."""
    if entry.get("quoteType") != "EQUITY":
        return None
    signed = {field: _first(entry, names, number) for field, names in _SIGNED.items()}
    above = {field: _first(entry, names, positive) for field, names in _POSITIVE.items()}
    times = {field: _first(entry, names, _moment) for field, names in _TIMES.items()}
    name = clean(entry.get("longName"), 80) or clean(entry.get("shortName"), 80)
    estimate = entry.get("isEarningsDateEstimate")
    return Fundamentals(
        symbol,
        name,
        **signed,
        **above,
        taken_at=taken_at,
        **times,
        earnings_estimate=estimate if isinstance(estimate, bool) else None,
    )


def _moment(value: Any) -> float | None:
    found = number(value)
    return found if found is not None and _FIRST <= found < _LAST else None


def _first(entry: Mapping[str, Any], names: Iterable[str], read: Any) -> float | None:
    return next((value for name in names if (value := read(entry.get(name))) is not None), None)
