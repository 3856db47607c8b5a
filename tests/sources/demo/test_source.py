"""The demo source: the same for everybody, true to its waypoints, continuous in time."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import Unavailable
from r2k_tui.sources.demo.source import DemoSource
from tests.sources.contract import SourceContract, Subject
from tests.sources.demo.stage import (
    NOON,
    SYMBOLS,
    WATCHED,
    Clock,
    _source,
    bars,
    quote,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


class TestDemoContract(SourceContract):
    @pytest.fixture
    def subject(self) -> Subject:
        # What it answers does not depend on what was asked before, and it may be asked again after it was closed.
        return Subject(_source(), WATCHED, "NO-SUCH")


def test_says_what_it_is() -> None:
    source = DemoSource()
    facts = source.capabilities
    assert (source.name, source.identity) == ("demo", "demo")
    assert (facts.live, facts.simulated, facts.always_open) == (True, True, True)
    assert (facts.extended_hours, facts.keeps_store) == (False, False)
    assert facts.intervals == tuple(Interval)


async def test_quote_agrees_with_its_bars() -> None:
    source = _source()
    for symbol in SYMBOLS:
        now, daily, minutes = (
            await quote(source, symbol),
            await bars(source, symbol),
            await bars(source, symbol, Interval.M1),
        )
        assert now.open == daily.column("open")[-1] == minutes.column("open")[0]
        assert now.day_high == daily.column("high")[-1] == max(minutes.column("high"))
        assert now.day_low == daily.column("low")[-1] == min(minutes.column("low"))
        assert now.price == daily.column("close")[-1] == minutes.column("close")[-1]
        assert now.volume == daily.column("volume")[-1] == sum(minutes.column("volume"))
        assert now.previous_close == daily.column("close")[-2]


@pytest.mark.parametrize("symbol", SYMBOLS)
async def test_quote_is_complete(symbol: str) -> None:
    now = await quote(_source(), symbol)
    assert None not in (now.price, now.previous_close, now.open, now.day_high, now.day_low, now.volume, now.time)
    assert now.name.endswith("(simulated)")
    assert (now.currency, now.source, now.delay_s, now.received_at) == ("USD", "demo", 0, NOON)
    if symbol.startswith("^"):
        assert (now.bid, now.ask) == (None, None)
        return
    assert now.bid is not None
    assert now.ask is not None
    assert now.price is not None
    assert now.bid < now.ask
    assert now.bid <= now.price <= now.ask
    assert now.ask / now.bid < 1.001


@pytest.mark.parametrize("now", [0.0, -1e9, 1e11])
async def test_clock_outside_the_simulated_years(now: float) -> None:
    source = DemoSource(clock=Clock(now))
    with pytest.raises(Unavailable, match="from 1988 to 2199"):
        await source.quotes(["^RUT"])
    with pytest.raises(Unavailable):
        await source.bars("^RUT", Interval.D1)


async def test_works_off_the_event_loop() -> None:
    threads: set[int] = set()

    def clock() -> float:
        threads.add(threading.get_ident())
        return NOON

    source = DemoSource(clock=clock)
    await source.quotes(["^RUT"])
    await source.bars("^RUT", Interval.M1)
    assert threads
    assert threading.get_ident() not in threads


def test_import_and_making_load_nothing_slow() -> None:
    code = (
        "import sys; from r2k_tui.sources.demo.source import DemoSource; DemoSource();"
        "print([name for name in ('pandas', 'exchange_calendars', 'scipy') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
