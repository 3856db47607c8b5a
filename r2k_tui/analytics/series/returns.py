"""Simple and log returns, returns against a calendar anchor, and calendar years."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats


def simple_returns(prices: Floats) -> Floats:
    """p_t / p_{t-1} - 1, one shorter than `prices`; NaN where either price is missing or not above zero."""
    positive = np.where(prices > 0, prices, np.nan)
    result: Floats = positive[1:] / positive[:-1] - 1
    return result


def log_returns(prices: Floats) -> Floats:
    """log(p_t / p_{t-1}), one shorter than `prices`; NaN where either price is missing or not above zero."""
    result: Floats = np.diff(np.log(np.where(prices > 0, prices, np.nan)))
    return result


def varies(returns: Floats) -> bool:
    """Whether daily returns differ by more than price rounding explains: over 1e-12."""
    return bool(returns.max() - returns.min() > 1e-12)


def ratio_change(now: float, before: float) -> float:
    """now / before - 1; NaN unless both are above zero."""
    return now / before - 1 if now > 0 and before > 0 else float("nan")


def session_return(prices: Floats, sessions: int) -> float:
    """p_t / p_{t-sessions} - 1; NaN when the history is shorter or a price is not above zero."""
    if len(prices) <= sessions:
        return float("nan")
    return ratio_change(float(prices[-1]), float(prices[-1 - sessions]))


def months_before(day: np.datetime64, months: int) -> np.datetime64:
    """Same day `months` calendar months earlier, or that month's last day when it is shorter."""
    month = day.astype("datetime64[M]")
    offset = day - month.astype("datetime64[D]")
    target = month - np.timedelta64(months, "M")
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return min(target.astype("datetime64[D]") + offset, last)


def anchor_index(days: Days, anchor: np.datetime64) -> int:
    """Index of the last day on or before `anchor`; -1 when the history starts later."""
    return int(np.searchsorted(days, anchor, side="right")) - 1


def return_since(days: Days, prices: Floats, anchor: np.datetime64) -> float:
    """Last price over the price on or before `anchor`, minus 1; NaN when the history starts later."""
    index = anchor_index(days, anchor)
    return ratio_change(float(prices[-1]), float(prices[index])) if index >= 0 else float("nan")


def last_of_prior_year(day: np.datetime64) -> np.datetime64:
    """December 31 of the previous year."""
    last: np.datetime64 = day.astype("datetime64[Y]").astype("datetime64[D]") - np.timedelta64(1, "D")
    return last


def year_ends(days: Days, over_before: np.datetime64) -> dict[int, int]:
    """Year -> index of its last day, for finished years: those before `over_before`, a January 1."""
    years = days.astype("datetime64[Y]")
    ends = np.flatnonzero(np.append(years[1:] != years[:-1], True)) if len(days) else np.zeros(0, dtype=int)
    return {1970 + int(years[end].astype(int)): int(end) for end in ends if days[end] < over_before}


def calendar_years(ends: dict[int, int], prices: Floats) -> dict[str, float]:
    """Year -> last price of the year / last price of the prior year - 1, from the indices of year_ends.

    A year is left out if its prior year has no price, or a price is not above zero.
    """
    years = [year for year in ends if year - 1 in ends]
    after, before = prices[[ends[year] for year in years]], prices[[ends[year - 1] for year in years]]
    changes = [ratio_change(*pair) for pair in zip(after.tolist(), before.tolist(), strict=True)]
    return {str(year): change for year, change in zip(years, changes, strict=True) if math.isfinite(change)}
