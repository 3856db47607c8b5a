"""Ticks within a minute of the simulated market."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.demo.source import DemoSource
from tests.sources.demo.stage import (
    WATCHED,
    Clock,
    at,
    bars,
    quote,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


@pytest.mark.parametrize("symbol", ["^RUT", "IWM", "IWC", "^IRX", "SHY"])
async def test_every_tick_lies_in_its_minute(symbol: str) -> None:
    start = at("2026-03-04T11:47:00")
    clock = Clock(start)
    source = DemoSource(clock=clock)
    seen: list[float] = []
    for second in range(60):
        clock.now = start + second + 0.5
        now = await quote(source, symbol)
        seen.append(now.price or 0.0)
        forming = await bars(source, symbol, Interval.M1)
        assert forming.times()[-1] == start
        assert forming.column("close")[-1] == now.price
        assert forming.column("high")[-1] == max(seen)
        assert forming.column("low")[-1] == min(seen)
        assert now.time is not None
        assert start <= now.time <= clock.now
    clock.now = start + 7000
    done = (await bars(source, symbol, Interval.M1)).since(start)
    assert [done.column(name)[0] for name in ("open", "high", "low", "close")] == [
        seen[0],
        max(seen),
        min(seen),
        seen[-1],
    ]


async def test_high_and_low_of_the_day_keep_up_with_the_ticks() -> None:
    clock = Clock(at("2026-03-04T11:30:05"))
    source = DemoSource(clock=clock)
    at_edge = 0
    for _ in range(600):
        now = await quote(source, "^RUT")
        assert now.price is not None
        assert now.day_high is not None
        assert now.day_low is not None
        assert now.day_low <= now.price <= now.day_high
        at_edge += now.price in (now.day_low, now.day_high)
        clock.now += 47
    assert at_edge, "no new high or low in hours: this shows nothing"


async def test_each_symbol_ticks_at_its_own_pace() -> None:
    clock = Clock(at("2026-03-04T11:00:00"))
    source = DemoSource(clock=clock)
    times: dict[str, set[float | None]] = {symbol: set() for symbol in ("SPY", "IWM", "IWN", "^IRX")}
    for _ in range(300):
        for now in (await source.quotes(tuple(times))).quotes:
            times[now.symbol].add(now.time)
        clock.now += 1
    every = {symbol: 300 / len(seen) for symbol, seen in times.items()}
    assert 1 < every["SPY"] < 2
    assert 1 < every["IWM"] < 2
    assert 3 < every["IWN"] < 10
    assert 3 < every["^IRX"] < 10
    assert len(times["SPY"] & times["IWM"]) < len(times["SPY"])


async def test_prices_do_move() -> None:
    clock = Clock()
    source = DemoSource(clock=clock)
    prices: dict[str, set[float | None]] = {symbol: set() for symbol in WATCHED}
    for _ in range(60):
        for now in (await source.quotes(WATCHED)).quotes:
            prices[now.symbol].add(now.price)
        clock.now += 2
    assert min(len(prices[symbol]) for symbol in ("^RUT", "IWM", "RTY=F", "SPY", "^GSPC")) >= 10
    assert min(len(seen) for seen in prices.values()) >= 2
