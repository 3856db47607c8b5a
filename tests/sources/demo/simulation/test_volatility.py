"""The weather of a simulated market: returns cluster, and implied volatility follows."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sources.demo.stage import (
    SEEDS,
    _source,
    bars,
    column,
    dates,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


@pytest.mark.parametrize("seed", SEEDS)
async def test_returns_cluster_and_have_fat_tails(seed: int) -> None:
    closes = column(await bars(_source(seed), "^RUT"), "close")
    returns = np.diff(np.log(closes))
    size = np.abs(returns)
    assert 0.15 < returns.std() * np.sqrt(252) < 0.26
    assert ((returns - returns.mean()) ** 4).mean() / returns.var() ** 2 > 5
    assert np.corrcoef(size[20:], size[:-20])[0, 1] > 0.08
    assert abs(np.corrcoef(returns[1:], returns[:-1])[0, 1]) < 0.05
    month = np.array([returns[place : place + 21].std() for place in range(0, len(returns) - 21, 21)])
    assert 0.004 < month.min() < 0.010
    assert 0.03 < month.max() < 0.06


async def test_quiet_years_have_weather_of_their_own() -> None:
    """No storm of the waypoints reaches into these years."""
    for seed in SEEDS:
        index = await bars(_source(seed), "^RUT")
        days, size = dates(index)[1:], np.abs(np.diff(np.log(column(index, "close"))))
        size = size[(days > np.datetime64("1991-06-01")) & (days < np.datetime64("1997-09-01"))]
        memory = [np.corrcoef(size[lag:], size[:-lag])[0, 1] for lag in range(1, 21)]
        assert np.mean(memory) > 0.03


@pytest.mark.parametrize(("symbol", "parent"), [("^VIX", "^GSPC"), ("^RVX", "^RUT")])
async def test_implied_volatility_follows_the_storms(symbol: str, parent: str) -> None:
    index = await bars(_source(), symbol)
    days, levels = dates(index), column(index, "close")
    assert levels.min() >= 9
    assert levels.max() <= 80
    assert 13 < np.median(levels) < 22
    storm = levels[(days > np.datetime64("2008-10-01")) & (days < np.datetime64("2009-01-01"))]
    assert storm.mean() > 2 * np.median(levels)
    other = np.diff(np.log(column(await bars(_source(), parent), "close")))[-len(levels) + 1 :]
    assert np.corrcoef(np.diff(np.log(levels)), other)[0, 1] < -0.4
