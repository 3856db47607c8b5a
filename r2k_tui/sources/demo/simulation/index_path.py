"""Closes of the simulated ^RUT: Brownian bridges from waypoint to waypoint, then a walk around a slow trend."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.sources.demo.simulation.exchange import Exchange
from r2k_tui.sources.demo.simulation.noise import decaying
from r2k_tui.sources.demo.simulation.volatility import Weather
from r2k_tui.sources.demo.simulation.waypoints import WAYPOINTS, Waypoint

_MOST_A_DAY = 0.09
# Closes between waypoints stay this far from the extremes, in logs.
_MARGIN = 0.001
_TREND = 0.07 / 252
# Half of a deviation from the trend is gone after half a year.
_MEMORY = 0.5 ** (1 / 126)


def index_closes(exchange: Exchange, weather: Weather) -> Floats:
    """Close of every session, in points with two decimals."""
    moves = np.clip(weather.shocks * weather.sigma, -_MOST_A_DAY, _MOST_A_DAY)
    logs = np.empty(len(exchange.days))
    last = exchange.place(WAYPOINTS[0].day)
    logs[last] = np.log(WAYPOINTS[0].close)
    for start, stop in pairwise(WAYPOINTS):
        here = exchange.place(stop.day)
        steps = slice(last + 1, here + 1)
        logs[steps] = _bridge(moves[steps], weather.sigma[steps], start, stop)
        last = here
    after = np.arange(1, len(logs) - last)
    logs[last + 1 :] = logs[last] + _TREND * after + decaying(moves[last + 1 :], _MEMORY)
    return np.exp(logs).round(2)


def _bridge(moves: Floats, sigmas: Floats, start: Waypoint, stop: Waypoint) -> Floats:
    """Log closes after `start` up to `stop` inclusive: the missing distance is spread by volatility, and a path that
    would leave the range is folded back at its edge."""
    path = np.log(start.close) + np.cumsum(moves)
    path += (np.log(stop.close) - path[-1]) * np.cumsum(sigmas) / np.sum(sigmas)
    low, high = float(np.log(stop.floor)) + _MARGIN, float(np.log(stop.ceiling)) - _MARGIN
    width = high - low
    folded: Floats = low + width - np.abs((path - low) % (2 * width) - width)
    folded[-1] = np.log(stop.close)
    return folded
