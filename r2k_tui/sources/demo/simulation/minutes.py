"""Minute bars of the simulated market: one continuous path of prices through every span."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.sources.demo.simulation.daily import History
from r2k_tui.sources.demo.simulation.exchange import CYCLE, Exchange, TradingSpan
from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS, Instrument, together
from r2k_tui.sources.demo.simulation.noise import key, normal, uniform
from r2k_tui.sources.demo.simulation.walk import WalkBar, between, through

# Volatility between sessions, as a fraction of that in regular hours.
_CALM = 0.35
_MINUTES_A_DAY = 390
_MOST_KEPT = 400


class Minutes(NamedTuple):
    """Minute bars in order; `time` in seconds since the epoch, `cycle` the start of the cycle of each."""

    time: Counts
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    cycle: Counts

    def part(self, start: float, stop: float) -> Minutes:
        """Bars that start at or after `start` and before `stop`."""
        first, last = np.searchsorted(self.time, [start, stop]).tolist()
        cut = slice(first, last)
        prices = self.open[cut], self.high[cut], self.low[cut], self.close[cut]
        return Minutes(self.time[cut], *prices, self.volume[cut], self.cycle[cut])

    def bar(self, index: int) -> WalkBar:
        """Prices of one bar."""
        return WalkBar(*(float(column[index]) for column in (self.open, self.high, self.low, self.close)))


def join(parts: list[Minutes]) -> Minutes:
    """Concatenation of the bars of several spans."""
    if len(parts) == 1:
        return parts[0]
    return Minutes(
        np.concatenate([part.time for part in parts]),
        np.concatenate([part.open for part in parts]),
        np.concatenate([part.high for part in parts]),
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.close for part in parts]),
        np.concatenate([part.volume for part in parts]),
        np.concatenate([part.cycle for part in parts]),
    )


class MinuteBars:
    """Generator of the minute bars of a symbol and a span, with a cache of the latest."""

    def __init__(self, seed: int, exchange: Exchange, history: History) -> None:
        self._seed, self._exchange, self._history = seed, exchange, history
        self._kept: OrderedDict[tuple[str, int], Minutes] = OrderedDict()

    def minutes(self, symbol: str, stretch: TradingSpan) -> Minutes:
        """Bars of a whole span, including its future."""
        place = (symbol, stretch.start)
        if place not in self._kept:
            self._kept[place] = self._make(INSTRUMENTS[symbol], stretch)
        self._kept.move_to_end(place)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return self._kept[place]

    def _make(self, item: Instrument, stretch: TradingSpan) -> Minutes:
        times = np.arange(stretch.start, stretch.stop, 60, dtype=np.int64)
        starts = np.array(stretch.cycles()[:-1], dtype=np.int64)
        cycle = starts[np.searchsorted(starts, times, side="right") - 1]
        steps = self._steps(item, stretch, times, cycle)
        path, floor, ceiling = self._path(item, stretch, steps)
        spill = np.abs(normal(key(self._seed, "reach", item.symbol), times)) * np.std(steps)
        reach = 0.5 * np.abs(steps) + 0.4 * spill
        up = uniform(key(self._seed, "share", item.symbol), times)
        opens, closes = path[:-1], path[1:]
        high = np.minimum(np.maximum(opens, closes) * np.exp(reach * up), ceiling)
        low = np.maximum(np.minimum(opens, closes) * np.exp(-reach * (1 - up)), floor)
        opens, high, low, closes = (values.round(item.decimals) for values in (opens, high, low, closes))
        return Minutes(times, opens, high, low, closes, self._volume(item, stretch, times, cycle), cycle)

    def _steps(self, item: Instrument, stretch: TradingSpan, times: Counts, cycle: Counts) -> Floats:
        """Log move of every minute: larger at both ends of a cycle, correlated with the market."""
        sigma = self._history.daily(item.symbol)
        day = stretch.session if stretch.regular else stretch.session + 1
        scale = sigma.sigma[day - sigma.first] / np.sqrt(_MINUTES_A_DAY) * (1.0 if stretch.regular else _CALM)
        moves: Floats = scale * np.sqrt(_shape(times, cycle, stretch)) * together(self._seed, "minute", item, times)
        return moves

    def _path(self, item: Instrument, stretch: TradingSpan, steps: Floats) -> tuple[Floats, float, float]:
        """Prices at the ends of minutes, and the range that minutes must keep.

        Regular hours follow the day's bar; the time between leads from a close to the next open.
        """
        daily = self._history.daily(item.symbol)
        here = stretch.session - daily.first
        if not stretch.regular:
            return between(float(daily.close[here]), float(daily.open[here + 1]), steps), 0.0, np.inf
        bar = WalkBar(*(float(column[here]) for column in (daily.open, daily.high, daily.low, daily.close)))
        return through(bar, steps), bar.low, bar.high

    def _volume(self, item: Instrument, stretch: TradingSpan, times: Counts, cycle: Counts) -> Floats:
        """Whole units: regular hours add up to the day's volume, each 6.5 hours between sessions to the next day's."""
        daily = self._history.daily(item.symbol)
        day = stretch.session if stretch.regular else stretch.session + 1
        crowd = np.exp(0.35 * normal(key(self._seed, "minute volume", item.symbol), times))
        weights = _shape(times, cycle, stretch) * crowd
        days_worth = 1.0 if stretch.regular else (stretch.stop - stretch.start) / CYCLE
        total = float(daily.volume[day - daily.first]) * days_worth
        sums = np.round(total * np.cumsum(weights) / np.sum(weights))
        volumes: Floats = np.diff(sums, prepend=0.0)
        return volumes


def _shape(times: Counts, cycle: Counts, stretch: TradingSpan) -> Floats:
    """Intraday pattern of a cycle: three times as active at its ends as in the middle; the mean is about 1."""
    ends = np.array(stretch.cycles()[1:], dtype=np.int64)
    lengths = ends[np.searchsorted(ends, times, side="right")] - cycle
    place = 2.0 * (times + 30 - cycle) / lengths - 1.0
    smile: Floats = 0.6 + 1.2 * np.abs(place) ** 2
    return smile
