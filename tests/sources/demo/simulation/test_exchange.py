"""The sessions of the simulated exchange."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.demo.simulation.exchange import Exchange
from r2k_tui.sources.demo.source import DemoSource
from tests.cases import cases
from tests.sources.demo.stage import (
    DAY,
    HOUR,
    Clock,
    _source,
    at,
    bars,
    dates,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


async def test_days_are_those_of_the_exchange() -> None:
    index = await bars(_source(), "^RUT")
    days = dates(index).astype(str).tolist()
    assert days[0] == "1987-09-10"
    assert days[-1] == "2026-03-04"
    absent = {"2001-09-11", "2001-09-14", "2012-10-29", "2025-07-04", "2025-11-27", "2026-01-19", "2026-02-28"}
    assert not absent & set(days)
    assert {"2001-09-10", "2001-09-17", "2025-11-28", "2026-03-03"} <= set(days)


@pytest.mark.parametrize("now", ["2026-03-07T15:00:00", "2026-07-03T12:00:00"])
async def test_day_without_exchange_has_its_own_bar(now: str) -> None:
    source = DemoSource(clock=Clock(at(now)))
    days = dates(await bars(source, "IWM")).astype(str).tolist()
    assert days[-1] == now[:10]
    assert days[-2] == {"2026-03-07": "2026-03-06", "2026-07-03": "2026-07-02"}[now[:10]]


LONG_WEEKS = (
    "2026-03-05T00:00:00",  # the clocks go forward on the 8th
    "2025-10-30T00:00:00",  # the clocks go back on 2 November
    "2025-11-26T00:00:00",  # Thanksgiving, and half a day after it
    "2026-07-01T00:00:00",  # a long weekend
)


@cases("start", LONG_WEEKS)
def test_session_shows_two_to_nearly_nine_hours(start: str) -> None:
    exchange = Exchange.load(at(start))
    last = 0
    for now in range(int(at(start)), int(at(start)) + 6 * DAY, 420):
        begun = exchange.session_start(now)
        assert 2 * HOUR <= now - begun <= 9 * HOUR
        assert begun % 300 == 0
        assert begun >= last, "a session never moves back"
        last = begun


async def test_usual_session_shows_at_most_eight_and_a_half_hours() -> None:
    clock, source = Clock(), _source()
    clock.now = at("2026-03-04T00:00:00")
    source = DemoSource(clock=clock)
    shown = []
    for _ in range(96):
        clock.now += 900
        minutes = (await bars(source, "^RUT", Interval.M1)).times()
        shown.append(len(minutes))
        assert minutes[-1] == clock.now // 60 * 60
    assert min(shown) >= 120
    assert max(shown) <= 8.5 * 60 + 1
