"""Daily bars of the simulated market."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.demo.source import DemoSource
from tests.sources.demo.stage import (
    Clock,
    _source,
    at,
    bars,
    column,
    dates,
    quote,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


async def test_volume_grows_in_storms() -> None:
    history = await bars(_source(), "IWM")
    days, volume = dates(history), column(history, "volume")
    calm, storm = ((days > np.datetime64(a)) & (days < np.datetime64(b)) for a, b in _CALM_AND_STORM)
    assert volume[storm].mean() > 1.5 * volume[calm].mean()


_CALM_AND_STORM = (("2019-06-01", "2020-01-01"), ("2020-03-01", "2020-04-15"))


@pytest.mark.parametrize(("interval", "sessions"), [(Interval.M5, 5), (Interval.M15, 22), (Interval.H1, 22)])
@pytest.mark.parametrize("symbol", ["^RUT", "IWM", "TLT", "^VIX"])
async def test_finished_sessions_agree_with_their_daily_bars(symbol: str, interval: Interval, sessions: int) -> None:
    """Over Thanksgiving: one of the sessions is half a day."""
    source = DemoSource(clock=Clock(at("2025-12-03T03:00:00")))
    daily, intraday = await bars(source, symbol), await bars(source, symbol, interval)
    for place in range(len(daily) - 1 - sessions, len(daily) - 1):
        day = str(dates(daily)[place])
        begin, end = at(f"{day}T09:30:00"), at(f"{day}T13:00:00" if day == "2025-11-28" else f"{day}T16:00:00")
        part = intraday.since(begin).until(end - 1)
        assert part.times()[0] == begin
        expected = [daily.column(name)[place] for name in ("open", "high", "low", "close", "volume")]
        assert [
            part.column("open")[0],
            max(part.column("high")),
            min(part.column("low")),
            part.column("close")[-1],
            sum(part.column("volume")),
        ] == expected
        assert len(part) == -(-(end - begin) // interval.seconds)


async def test_previous_close_is_that_of_the_last_session_day() -> None:
    clock = Clock(at("2026-03-06T23:59:30"))
    source = DemoSource(clock=clock)
    days = {
        "2026-03-06T23:59:30": "2026-03-05",
        "2026-03-07T00:00:30": "2026-03-06",
        "2026-03-09T12:00:00": "2026-03-06",
    }
    for now, day in days.items():
        clock.now = at(now)
        daily = await bars(source, "IWM")
        place = dates(daily).astype(str).tolist().index(day)
        assert (await quote(source, "IWM")).previous_close == daily.column("close")[place]
