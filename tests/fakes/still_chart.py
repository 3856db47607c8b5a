"""Charts of the market that stands still: invented bars with invented lines, without an engine.

The terminal's process is proved to load nothing of the engine with this market behind it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from r2k_tui.model.calendar.days import NEW_YORK, bar_of_day
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval, pack_floats, pack_times
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import ChartReply, GetChart
from r2k_tui.model.readings.chart import Indicator, IndicatorPlace, MonthMark, Plot

# The day on which the market stands still.
TODAY = date(2031, 5, 18)
# That is a Sunday: here the market rests on Fridays and Saturdays.
_REST = (4, 5)
LEVELS = {"^RUT": 3210.55, "IWM": 318.42, "RTY=F": 3214.9, "^VIX": 15.7, "SPY": 700.0}
# First and last minute of the day with trades, in hours of New York, and the same of today.
_HOURS, _SO_FAR = (8.0, 18.0), 12.0
_DAYS = {Interval.D1: 520, Interval.M1: 2, Interval.M5: 8, Interval.H1: 30}


class _Columns(NamedTuple):
    close: Sequence[float]
    volume: Sequence[float]
    other: Sequence[float]


_Line = Callable[[_Columns], list[float]]


class _Drawn(NamedTuple):
    """An indicator, and by their tags what makes its lines."""

    about: Indicator
    lines: dict[str, _Line]


def _trail(size: int, share: float = 0.0) -> _Line:
    """The mean of the last closes, a share higher; NaN where there are too few."""

    def line(columns: _Columns) -> list[float]:
        sums = list(accumulate(columns.close, initial=0.0))
        full = [(sums[i] - sums[i - size]) / size * (1 + share) for i in range(size, len(sums))]
        return [math.nan] * (len(columns.close) - len(full)) + full

    return line


def _balance(columns: _Columns) -> list[float]:
    pairs = zip(columns.close, [columns.close[0], *columns.close], strict=False)
    steps = [volume if close >= old else -volume for (close, old), volume in zip(pairs, columns.volume, strict=True)]
    return list(accumulate(steps))


def _swings(columns: _Columns) -> list[float]:
    return [50.0 + 35.0 * math.sin(place / 11) for place in range(len(columns.close))]


def _gap(columns: _Columns) -> list[float]:
    return [fast - slow for fast, slow in zip(_trail(12)(columns), _trail(26)(columns), strict=True)]


def _strength(columns: _Columns) -> list[float]:
    ratios = [own / other for own, other in zip(columns.close, columns.other, strict=True)]
    return [math.log(ratio / ratios[0]) for ratio in ratios]


def _over(key: str, title: str, **lines: _Line) -> _Drawn:
    return _Drawn(Indicator(key, title, IndicatorPlace.OVERLAY, definition=f"definition of {title}, px"), lines)


def _edges(size: int, share: float, *tags: str) -> dict[str, _Line]:
    return {
        tag: _trail(size, share * way) for tag, way in zip(tags, (1, -1) if len(tags) == 2 else (1, 0, -1), strict=True)
    }


_TABLE = (
    *(_over(f"sma{size}", f"SMA {size}", **{str(size): _trail(size)}) for size in (20, 50, 200)),
    _over("bollinger", "Bollinger", **_edges(20, 0.02, "BB+", "BB", "BB-")),
    *(_over(f"chan{size}", f"Channel {size}", **_edges(size, 0.06, "ch+", "ch", "ch-")) for size in (63, 126, 252)),
    *(
        _over(f"donchian{size}", f"Donchian {size}", **_edges(size, 0.04, f"D{size}+", f"D{size}-"))
        for size in (20, 55)
    ),
    _Drawn(
        Indicator("obv", "OBV", IndicatorPlace.PANE, "shares", definition="volume by the way of the close"),
        {"OBV": _balance},
    ),
    _Drawn(Indicator("rsi14", "RSI 14", IndicatorPlace.PANE, "index", (0.0, 100.0), (30.0, 70.0)), {"RSI": _swings}),
    _Drawn(Indicator("macd", "MACD", IndicatorPlace.PANE, levels=(0.0,)), {"MACD": _gap, "signal": _gap, "hist": _gap}),
    _Drawn(Indicator("strength", "Strength", IndicatorPlace.PANE, "fraction", compares=True), {"strength": _strength}),
)
_DRAWN = {drawn.about.key: drawn for drawn in _TABLE}


@functools.cache
def chart(request: GetChart) -> ChartReply:
    """An answer as the engine would give it."""
    interval, against = RANGE_BY_NAME[request.range].interval, request.against or "SPY"
    whole = still_bars(request.symbol, interval)
    bells = _bells() if interval.intraday else ()
    if interval.intraday and not request.extended:
        whole = _regular_alone(whole, bells)
    first = _first(whole, request.range)
    start = max(0, first - request.before)
    columns = _Columns(
        whole.column("close"), whole.column("volume"), still_bars(against, interval).column("close")[-len(whole) :]
    )
    chosen = [key for key in (*request.overlays, request.pane) if key]
    plots = tuple(plot for key in chosen for plot in _plots(_DRAWN[key], columns, start, request.symbol, against))
    bars = whole.slice(start, len(whole))
    records, months = ([], ()) if interval.intraday else _marks(bars)
    table = tuple(drawn.about for drawn in _TABLE)
    shown = tuple(bell for bell in bells if bell[1] > bars.times()[0])
    return ChartReply(request, bars, first - start, start, against, table, plots, pack_times(records), months, shown)


def _plots(drawn: _Drawn, columns: _Columns, start: int, symbol: str, against: str) -> list[Plot]:
    plots, key = [], drawn.about.key
    for tag, line in drawn.lines.items():
        values = line(columns)[start:]
        absent = all(math.isnan(value) for value in values)
        note = f"{symbol} has no volume here" if key == "obv" else "needs more bars"
        told = note if absent else f"against {against}" if drawn.about.compares else ""
        plots.append(Plot(key, tag, pack_floats(values), tag == "hist", told, absent))
    return plots


def _first(bars: Bars, name: str) -> int:
    """Where a range begins."""
    if name in ("1D", "5D"):
        begin = _at(_sessions(1 if name == "1D" else 5, TODAY)[0], 0.0)
        return sum(1 for time in bars.times() if time < begin)
    return max(0, len(bars) - {"6M": 128, "YTD": 95, "1Y": 253}.get(name, len(bars)))


def _marks(bars: Bars) -> tuple[list[int], tuple[MonthMark, ...]]:
    closes, times = bars.column("close"), bars.times()
    highest = list(accumulate(closes, max))
    records = [times[i] for i in range(1, len(closes) - 1) if closes[i] > highest[i - 1]]
    return records, (MonthMark(times[len(times) // 3], "2030-11", 0.108),)


def _regular_alone(bars: Bars, bells: Sequence[tuple[float, float]]) -> Bars:
    kept = [i for i, time in enumerate(bars.times()) if any(opens <= time < closes for opens, closes in bells)]
    columns = {name: pack_floats([bars.column(name)[i] for i in kept]) for name in PRICE_COLUMNS}
    return Bars(bars.symbol, bars.interval, pack_times([bars.times()[i] for i in kept]), **columns, source=bars.source)


def _bells() -> tuple[tuple[float, float], ...]:
    return tuple((_at(day, 9.5), _at(day, 16.0)) for day in _sessions(40, TODAY))


@functools.cache
def still_bars(symbol: str, interval: Interval) -> Bars:
    """Bars up to noon of the day; `^VIX` has no volume."""
    times = (
        [bar_of_day(day) for day in _sessions(_DAYS[interval], TODAY)]
        if interval is Interval.D1
        else _minutes(interval)
    )
    count, level, size = len(times), LEVELS.get(symbol, 100.0), 0.01 if interval is Interval.D1 else 0.001
    path = [_swing(i - count, size, len(symbol)) for i in range(count + 1)]
    scale = level / path[-1]
    opens, closes = [value * scale for value in path[:-1]], [value * scale for value in path[1:]]
    reach = [abs(math.sin(i * 1.7)) * size * level * 0.7 for i in range(count)]
    highs = [max(pair) + reach[i] for i, pair in enumerate(zip(opens, closes, strict=True))]
    lows = [min(pair) - reach[-1 - i] for i, pair in enumerate(zip(opens, closes, strict=True))]
    busy = 2e7 if interval is Interval.D1 else 1e5
    volumes = [math.nan if symbol == "^VIX" else busy * (2 + math.cos(i / 9) + math.sin(i * 2.3)) for i in range(count)]
    columns = {"open": opens, "high": highs, "low": lows, "close": closes, "adj_close": closes, "volume": volumes}
    packed = {name: pack_floats(values) for name, values in columns.items()}
    return Bars(symbol, interval, pack_times(times), **packed, source="demo")


def _swing(place: int, size: float, kind: int) -> float:
    """A path with a rise, swings and jitter, the same every time."""
    waves = 3 * math.sin(place / 17 + kind) + 8 * math.sin(place / 61) + 1.5 * math.sin(place * 2.1)
    return math.exp(size * (0.1 * place + waves))


def _minutes(interval: Interval) -> list[int]:
    times = []
    for day in _sessions(_DAYS[interval], TODAY):
        begin, end = _at(day, _HOURS[0]), _at(day, _SO_FAR if day == TODAY else _HOURS[1])
        times += range(int(begin), int(end), interval.seconds)
    return times


def _sessions(count: int, last: date) -> list[date]:
    days = [last - timedelta(days=back) for back in range(count * 2)]
    return sorted([day for day in days if day.weekday() not in _REST][:count])


def _at(day: date, hour: float) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=NEW_YORK).timestamp() + hour * 3600.0
