"""Closes of the simulated index: through every waypoint, and between them within its bounds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.sources.demo.simulation.exchange import Exchange
from r2k_tui.sources.demo.simulation.index_path import index_closes
from r2k_tui.sources.demo.simulation.volatility import Weather
from r2k_tui.sources.demo.simulation.waypoints import WAYPOINTS
from tests.sources.demo.stage import NOON


@pytest.fixture(scope="module")
def path() -> tuple[Exchange, Floats]:
    exchange = Exchange.load(NOON)
    count = len(exchange.days)
    shocks = np.where(np.arange(count) % 2, 1.5, -1.4)
    weather = Weather(sigma=np.full(count, 0.012), shocks=shocks, strain=np.ones(count))
    return exchange, index_closes(exchange, weather)


def test_it_goes_through_every_waypoint(path: tuple[Exchange, Floats]) -> None:
    exchange, closes = path
    assert [closes[exchange.place(w.day)] for w in WAYPOINTS] == pytest.approx([w.close for w in WAYPOINTS], abs=0.01)


def test_between_two_it_stays_within_the_bounds_of_the_second(path: tuple[Exchange, Floats]) -> None:
    exchange, closes = path
    for start, stop in pairwise(WAYPOINTS):
        between = closes[exchange.place(start.day) + 1 : exchange.place(stop.day)]
        assert between.size == 0 or (stop.floor <= between.min() and between.max() <= stop.ceiling), stop


def test_beyond_the_last_it_keeps_to_its_trend(path: tuple[Exchange, Floats]) -> None:
    exchange, closes = path
    last = exchange.place(WAYPOINTS[-1].day)
    years = (len(closes) - 1 - last) / 252
    assert np.log(closes[-1] / closes[last]) == pytest.approx(0.07 * years, abs=0.6)
