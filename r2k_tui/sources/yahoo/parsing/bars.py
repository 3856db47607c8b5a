"""Conversion of the client's data frame to Bars; impossible rows are left out and reported."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.base import BadData, BarBatch
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts
from r2k_tui.sources.yahoo.parsing.spikes import far, spikes

_COLUMNS = {
    "open": "Open",
    "high": "High",
    "low": "Low",
    "close": "Close",
    "adj_close": "Adj Close",
    "volume": "Volume",
}
_AHEAD_S = 2 * 86400
_BEFORE_FIRST_S = 86400
# Yahoo rounds open, high, low and close separately; beyond this share of the close a difference is an error.
_ROUNDING = 1e-4
# No adjusted close is above its close, and their ratio only grows with time: no dividend is negative.
_MOST_ADJUSTED, _LEAST_ADJUSTED = 1.05, 0.5


def to_batch(
    frame: pd.DataFrame, symbol: str, interval: Interval, facts: ChartFacts, now: float = float("inf")
) -> BarBatch:
    """Bars of `frame` (index with time zone, the client's column names) as of `now`, seconds since the epoch.

    Raises BadData for another shape, or another symbol.
    """
    if facts.symbol not in ("", symbol.upper()):
        raise BadData(f"Yahoo's answer is of {facts.symbol}.")
    if not isinstance(frame.index, pd.DatetimeIndex) or frame.index.tz is None:
        raise BadData("Yahoo answered with bars without times.")
    if missing := [name for name in _COLUMNS.values() if name not in frame.columns]:
        raise BadData(f"Yahoo answered with bars without {missing[0].lower()}.")
    frame = frame[frame.index.notna()]
    times = _times(frame.index, interval)
    columns = {name: _floats(frame[theirs]) for name, theirs in _COLUMNS.items()}
    columns["volume"][_without_volume(frame.index, times, interval, facts)] = np.nan
    keep, problems = _screened(times, columns, symbol, facts, now)
    if interval.intraday:
        columns["adj_close"] = columns["close"]
    bars = Bars(
        symbol=symbol,
        interval=interval,
        time=times[keep].tobytes(),
        open=columns["open"][keep].tobytes(),
        high=columns["high"][keep].tobytes(),
        low=columns["low"][keep].tobytes(),
        close=columns["close"][keep].tobytes(),
        adj_close=columns["adj_close"][keep].tobytes(),
        volume=columns["volume"][keep].tobytes(),
        source="yahoo",
    )
    return BarBatch(bars, tuple(problems))


def _times(index: Any, interval: Interval) -> NDArray[np.int64]:
    """Start of each intraday bar, or midnight UTC of each session date in the exchange's time zone."""
    if interval.intraday:
        return np.asarray(index.tz_convert("UTC").as_unit("s").asi8, dtype=np.int64)
    return np.asarray(index.tz_localize(None).normalize().as_unit("s").asi8, dtype=np.int64)


def _floats(column: Any) -> Floats:
    return np.array(column, dtype=np.float64)


def _without_volume(index: Any, times: NDArray[np.int64], interval: Interval, facts: ChartFacts) -> Flags:
    """Bars whose volume was missing in the response; the client made it 0."""
    if not facts.without_volume or interval is Interval.M30:
        return np.zeros(len(times), dtype=np.bool_)
    stamps = pd.to_datetime(list(facts.without_volume), unit="s", utc=True).tz_convert(index.tz)
    return np.isin(times, _times(stamps, interval))


def _screened(
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
