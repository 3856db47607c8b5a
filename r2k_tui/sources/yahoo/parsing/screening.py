"""Validation of bars: impossible rows and fields are found, reported and removed. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts
from r2k_tui.sources.yahoo.parsing.spikes import far, spikes

_AHEAD_S = 2 * 86400
_BEFORE_FIRST_S = 86400
# Yahoo rounds open, high, low and close separately; beyond this share of the close a difference is an error.
_ROUNDING = 1e-4
# No adjusted close is above its close, and their ratio only grows with time: no dividend is negative.
_MOST_ADJUSTED, _LEAST_ADJUSTED = 1.05, 0.5


def screened(
    times: NDArray[np.int64], columns: dict[str, Floats], symbol: str, facts: ChartFacts, now: float
) -> tuple[Flags, list[Problem]]:
    """Rows that stay, and the faults of the others; faulty fields of rows that stay become NaN in place."""
    close = columns["close"]
    with np.errstate(invalid="ignore", divide="ignore"):
        absent = np.isnan(close)
        impossible = ~absent & ~(np.isfinite(close) & (close > 0))
        for name in ("open", "high", "low", "adj_close"):
            columns[name][~(np.isfinite(columns[name]) & (columns[name] > 0))] = np.nan
        columns["volume"][~(np.isfinite(columns["volume"]) & (columns["volume"] >= 0))] = np.nan
        alone = ~absent & ~impossible & spikes(np.where(impossible, np.nan, close), facts.price)
        # A single bad tick within an otherwise valid bar.
        for name in ("open", "high", "low"):
            columns[name][far(columns[name], close)] = np.nan
        columns["adj_close"][_misadjusted(columns["adj_close"] / close)] = np.nan
        broken = ~absent & ~impossible & ~alone & _out_of_range(columns)
    early = ~absent & (times > now + _AHEAD_S)
    begins = -np.inf if facts.first_trade is None else facts.first_trade - _BEFORE_FIRST_S
    untraded = ~absent & (times < begins)
    keep = ~(absent | impossible | alone | broken | early | untraded)
    repeated = _repeated(times, keep)
    problems = [
        *_said(symbol, times, impossible, "an invalid price"),
        *_said(symbol, times, alone, "a price far from those around it"),
        *_said(symbol, times, broken, "a price outside low and high"),
        *_said(symbol, times, early, "a time in the future"),
        *_said(symbol, times, untraded, "a time before its first trade"),
        *_said(symbol, times, repeated, "a time that repeats"),
    ]
    if facts.unordered:
        count = f"{facts.unordered} of {facts.bars} bars"
        problems.append(
            Problem(symbol, "bad_data", f"{symbol}: {count} came twice or out of order; one of each is kept.")
        )
    return keep & ~repeated, problems


def packed(
    times: NDArray[np.int64], columns: dict[str, Floats], keep: Flags, symbol: str, interval: Interval, source: str
) -> Bars:
    """Bars of the rows that stay."""
    kept = {name: columns[name][keep].tobytes() for name in PRICE_COLUMNS}
    return Bars(symbol, interval, times[keep].tobytes(), **kept, source=source, note="")


def _out_of_range(columns: dict[str, Floats]) -> Flags:
    opened, high, low, close = (columns[name] for name in ("open", "high", "low", "close"))
    slack = _ROUNDING * close
    above = np.fmax(opened, close) > high + slack
    below = np.fmin(opened, close) < low - slack
    return np.asarray(above | below | (low > high + slack), dtype=np.bool_)


def _misadjusted(ratio: Floats) -> Flags:
    """Ratios to the close that no adjusted close can have: any above 1, the last one far below the one before."""
    wrong = np.asarray(ratio > _MOST_ADJUSTED, dtype=np.bool_)
    known = np.flatnonzero(np.isfinite(ratio) & ~wrong)[-2:]
    if len(known) == 2 and known[1] == len(ratio) - 1:
        wrong[known[1]] = ratio[known[1]] < ratio[known[0]] * _LEAST_ADJUSTED
    return wrong


def _repeated(times: NDArray[np.int64], keep: Flags) -> Flags:
    """Rows that a later row of the same time replaces; times ascend, as the client sorts them."""
    repeated = np.zeros(len(times), dtype=np.bool_)
    rows = np.flatnonzero(keep)
    repeated[rows[:-1][times[rows[:-1]] >= times[rows[1:]]]] = True
    return repeated


def _said(symbol: str, times: NDArray[np.int64], rows: Flags, what: str) -> list[Problem]:
    count = int(rows.sum())
    if not count:
        return []
    first = _day(int(times[rows][0]))
    bars = plural(count, "bar")
    return [Problem(symbol, "bad_data", f"{symbol}: {bars} with {what} left out, the first of {first}.")]


def _day(time: int) -> str:
    try:
        return datetime.fromtimestamp(time, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "no day at all"
