"""What is listed in the simulated market, and since when."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS
from r2k_tui.sources.demo.source import DemoSource
from tests.sources.demo.stage import (
    DAY,
    SYMBOLS,
    Clock,
    at,
    bars,
    dates,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


async def test_fund_is_unknown_before_its_first_session() -> None:
    source = DemoSource(clock=Clock(at("1995-06-01T12:00:00")))
    batch = await source.quotes(["^RUT", "IWM"])
    assert [now.symbol for now in batch.quotes] == ["^RUT"]
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("IWM", "not_found")]
    with pytest.raises(NotFound, match="IWM is not listed before 2000-05-26"):
        await source.bars("IWM", Interval.D1)


@pytest.mark.parametrize("symbol", SYMBOLS)
async def test_first_days_of_a_listing(symbol: str) -> None:
    first = INSTRUMENTS[symbol].since
    clock = Clock(at(f"{first}T12:00:00") + 9 * DAY)
    clock.now = max(clock.now, at("1988-01-05T12:00:00"))
    source = DemoSource(clock=clock)
    for interval in Interval:
        made = await bars(source, symbol, interval)
        assert len(made) > 1
    assert str(dates(await bars(source, symbol))[0]) == first
