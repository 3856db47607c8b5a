"""The simulated market as a whole: one seed and one clock are one market."""

from __future__ import annotations

from functools import cache

import pytest

from r2k_tui.model.market.bars import PRICE_COLUMNS, Interval
from r2k_tui.sources.demo.source import DemoSource
from tests.sources.demo.stage import (
    DAY,
    NOON,
    SYMBOLS,
    Clock,
    _source,
    bars,
    quote,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


async def test_same_seed_and_clock_same_market_whatever_was_asked_before() -> None:
    one, other = DemoSource(7, Clock()), DemoSource(7, Clock())
    for symbol in reversed(SYMBOLS):
        await other.bars(symbol, Interval.H1)
    first = (await one.quotes(SYMBOLS)).quotes
    second = (await other.quotes(SYMBOLS[::-1])).quotes[::-1]
    assert first == second
    for interval in Interval:
        for symbol in ("^RUT", "IWM", "^VIX", "TLT"):
            assert await bars(one, symbol, interval) == await bars(other, symbol, interval)


async def test_another_seed_is_another_market() -> None:
    one, other = await quote(DemoSource(1, Clock()), "IWM"), await quote(DemoSource(2, Clock()), "IWM")
    assert one.price != other.price


async def test_time_may_jump_back_and_forth() -> None:
    clock = Clock()
    source = DemoSource(clock=clock)
    before = await quote(source, "IWM")
    for now in (NOON + 400 * DAY, NOON - 900 * DAY, NOON + 59):
        clock.now = now
        await quote(source, "IWM")
    clock.now = NOON
    assert await quote(source, "IWM") == before


@cache
def years_later() -> DemoSource:
    return DemoSource(clock=Clock(NOON + 500 * DAY))


@pytest.mark.parametrize("symbol", SYMBOLS)
async def test_history_stays_as_it_was(symbol: str) -> None:
    early, late = await bars(_source(), symbol), await bars(years_later(), symbol)
    finished = len(early) - 1
    assert early.times()[:finished] == late.times()[:finished]
    for name in set(PRICE_COLUMNS) - {"adj_close"}:
        assert early.column(name)[:finished] == late.column(name)[:finished]
