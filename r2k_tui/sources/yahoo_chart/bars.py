"""Bars from the answer of a chart; impossible rows are left out and reported."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.base import BadData, BarBatch
from r2k_tui.sources.parsing.numbers import number, positive
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts
from r2k_tui.sources.yahoo.parsing.screening import packed, screened
from r2k_tui.sources.yahoo_chart.answers import ChartAnswer
from r2k_tui.sources.yahoo_chart.info import INFO
from r2k_tui.sources.yahoo_chart.periods import DAY, asked_interval

BarTimes = NDArray[np.int64]
Columns = dict[str, Floats]
_NAMES = ("open", "high", "low", "close", "volume")
_ZONE = re.compile(r"[A-Za-z0-9_+/-]{2,40}")
# No bar is from before 1800 or after 2200.
_FIRST, _LAST = -5.4e9, 7.3e9
_MOST_OFFSET_S = 15 * 3600


def to_batch(answer: ChartAnswer, symbol: str, interval: Interval, now: float) -> BarBatch:
    """Bars of an answer as of `now`, seconds since the epoch. Raises BadData for another symbol or another interval."""
    asked = asked_interval(interval)
    _check(answer, symbol, asked)
    stamps, columns, unordered = _rows(answer)
    times = _joined_live_bar(stamps, columns, asked) if asked.intraday else _days(stamps, _zone(answer))
    if asked is not interval:
        times = _joined(times, columns, interval)
    facts = ChartFacts(
        known=True,
        bars=len(answer.stamps),
        unordered=unordered,
        price=positive(answer.meta.get("regularMarketPrice")),
        first_trade=number(answer.meta.get("firstTradeDate")),
    )
    keep, problems = screened(times, columns, symbol, facts, now)
    if interval.intraday:
        columns["adj_close"] = columns["close"]
    elif len(times) and not np.isfinite(columns["adj_close"]).any():
        problems.append(Problem(symbol, "bad_data", f"{symbol}: Yahoo gives no adjusted closes."))
    return BarBatch(packed(times, columns, keep, symbol, interval, INFO.name), tuple(problems))


def _check(answer: ChartAnswer, symbol: str, asked: Interval) -> None:
    if answer.name not in ("", symbol.upper()):
        raise BadData(f"Yahoo's answer is of {answer.name}.")
    length = answer.text("dataGranularity")
    if length not in ("", asked.value):
        raise BadData(f"Yahoo answered with bars of {length} instead of {asked}.")


def _rows(answer: ChartAnswer) -> tuple[BarTimes, Columns, int]:
    """Times and columns of the bars with a time and a close, by time, and how many times repeat or go back."""
    count = len(answer.stamps)
    wide = {name: answer.columns.get(name, []) for name in _NAMES}
    if count and not any(len(values) == count for values in wide.values()):
        raise BadData("Yahoo answered with bars without prices.")
    columns = {name: _floats(values, count) for name, values in wide.items()}
    columns["adj_close"] = _floats(answer.adjusted, count)
    known = np.array([_is_time(stamp) for stamp in answer.stamps], dtype=np.bool_)
    stamps = np.array([int(s) if good else 0 for s, good in zip(answer.stamps, known, strict=True)], dtype=np.int64)
    unordered = int((np.diff(stamps[known]) <= 0).sum())
    kept = np.flatnonzero(known & ~np.isnan(columns["close"]))
    # Stable: of two bars of one time, the later one in the answer stays the later one.
    order = kept[np.argsort(stamps[kept], kind="stable")]
    return stamps[order], {name: values[order] for name, values in columns.items()}, unordered


def _floats(values: list[Any], count: int) -> Floats:
    """Column of `count` numbers; NaN where there is none, and throughout where the length is another."""
    if len(values) != count:
        return np.full(count, np.nan)
    found = (number(value) for value in values)
    return np.array([np.nan if value is None else value for value in found], dtype=np.float64)


def _is_time(stamp: Any) -> bool:
    return isinstance(stamp, int | float) and not isinstance(stamp, bool) and _FIRST < stamp < _LAST


def _zone(answer: ChartAnswer) -> tzinfo:
    """Time zone of the exchange: by name, because the offset is that of today alone. Raises BadData without any."""
    name = answer.text("exchangeTimezoneName")
    if _ZONE.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    offset = number(answer.meta.get("gmtoffset"))
    if offset is None or abs(offset) > _MOST_OFFSET_S:
        raise BadData("Yahoo answered with daily bars without the time zone of their exchange.")
    return timezone(timedelta(seconds=offset))


def _days(stamps: BarTimes, zone: tzinfo) -> BarTimes:
    """Midnight UTC of the exchange's own date at each time."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
    dates = [datetime.fromtimestamp(int(stamp), zone).toordinal() - epoch for stamp in stamps]
    return np.array(dates, dtype=np.int64) * DAY


def _joined_live_bar(stamps: BarTimes, columns: Columns, asked: Interval) -> BarTimes:
    """Times in which the last price is part of its bar; Yahoo adds it as a bar of its own, at its own second."""
    if len(stamps) < 2 or stamps[-1] - stamps[-2] >= asked.seconds or stamps[-1] % 60 == 0:
        return stamps
    groups = np.arange(len(stamps) - 1)
    _join(columns, groups)
    return stamps[:-1]


def _joined(times: BarTimes, columns: Columns, interval: Interval) -> BarTimes:
    """Times of the longer bars that shorter ones make up."""
    starts = times - times % interval.seconds
    groups = np.flatnonzero(np.diff(starts, prepend=starts[0] - 1 if len(starts) else 0))
    if len(groups):
        _join(columns, groups)
    return starts[groups]


def _join(columns: Columns, groups: NDArray[Any]) -> None:
    """Join the rows from each index of `groups` up to the next, in place."""
    last = np.append(groups[1:], len(columns["close"])) - 1
    volume = columns["volume"]
    unknown = np.logical_and.reduceat(np.isnan(volume), groups)
    columns["volume"] = np.where(unknown, np.nan, np.add.reduceat(np.nan_to_num(volume), groups))
    columns["high"] = np.fmax.reduceat(columns["high"], groups)
    columns["low"] = np.fmin.reduceat(columns["low"], groups)
    columns["open"] = columns["open"][groups]
    columns["close"], columns["adj_close"] = columns["close"][last], columns["adj_close"][last]
