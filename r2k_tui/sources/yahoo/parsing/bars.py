"""Conversion of the client's data frame to Bars; impossible rows are left out and reported."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData, BarBatch
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts
from r2k_tui.sources.yahoo.parsing.screening import packed, screened

_COLUMNS = {
    "open": "Open",
    "high": "High",
    "low": "Low",
    "close": "Close",
    "adj_close": "Adj Close",
    "volume": "Volume",
}


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
    keep, problems = screened(times, columns, symbol, facts, now)
    if interval.intraday:
        columns["adj_close"] = columns["close"]
    return BarBatch(packed(times, columns, keep, symbol, interval, "yahoo"), tuple(problems))


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
