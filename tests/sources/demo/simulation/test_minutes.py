"""Minute bars of the simulated market."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.sources.demo.source import DemoSource
from tests.sources.demo.stage import (
    Clock,
    _source,
    at,
    bars,
    column,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


async def test_price_never_jumps() -> None:
    """Every minute from a Friday morning to a Monday evening, over sessions, midnights and bells."""
    clock = Clock(at("2026-03-06T08:00:00"))
    source = DemoSource(clock=clock)
    closes: dict[int, float] = {}
    opens: dict[int, float] = {}
    while clock.now < at("2026-03-09T20:00:00"):
        made = await bars(source, "^RUT", Interval.M1)
        closes.update(zip(made.times(), made.column("close"), strict=True))
        opens.update(zip(made.times(), made.column("open"), strict=True))
        # The newest minute is still forming; the next look completes it.
        clock.now += 100 * 60
    times = sorted(closes)
    assert np.diff(times).max() == 60, "a minute is missing"
    moves = np.diff(np.log([closes[time] for time in times]))
    assert np.abs(moves).max() < 0.006
    gaps = [abs(opens[later] / closes[earlier] - 1) for earlier, later in pairwise(times)]
    assert np.quantile(gaps, 0.95) == 0.0
    assert max(gaps) < 0.003


async def test_same_minute_is_always_the_same_bar() -> None:
    """From a Wednesday's afternoon over its bell and two new sessions to Friday, when it is history."""
    start = at("2026-03-04T15:10:00")
    clock = Clock(start)
    source = DemoSource(clock=clock)
    before: dict[Interval, Bars] = {}
    for minutes in (*range(0, 560, 35), 2700):
        clock.now = start + minutes * 60
        session = (await bars(source, "IWM", Interval.M1)).times()[0]
        for interval in (Interval.M1, Interval.M5, Interval.M15, Interval.M30, Interval.H1):
            after = await bars(source, "IWM", interval)
            if interval in before:
                shared = _same_where_both(before[interval], after, session)
                assert shared or interval is Interval.M1
            before[interval] = after


def _same_where_both(before: Bars, after: Bars, session: int) -> int:
    """Compare what was finished before with the same stretch of time after; the number of bars compared.

    `session`: when the session running after began.
    """
    begin = max(before.times()[0], after.times()[0])
    one, two = before.since(begin).slice(0, -1), after.since(begin)
    known = {time: place for place, time in enumerate(two.times())}
    shared = [place for place, time in enumerate(one.times()) if time in known]
    assert all(time in known for time in one.since(session).times()), "bars of the running session are cut anew"
    for name in PRICE_COLUMNS:
        assert [one.column(name)[place] for place in shared] == [
            two.column(name)[known[one.times()[place]]] for place in shared
        ], name
    return len(shared)


async def test_volume_of_a_session_smiles() -> None:
    intraday = await bars(_source(), "IWM", Interval.M15)
    volume = column(intraday, "volume")[: 22 * 26].reshape(-1, 26).mean(axis=0)
    middle = volume[9:17].mean()
    assert volume[:3].mean() > 1.8 * middle
    assert volume[-3:].mean() > 1.8 * middle


async def test_minutes_of_relatives_move_together() -> None:
    symbols = ("IWM", "^RUT", "^GSPC")
    closes = [column(await bars(_source(), symbol, Interval.M5), "close") for symbol in symbols]
    together = np.corrcoef(np.diff(np.log(closes)))
    assert together[0, 1] > 0.95
    assert 0.6 < together[1, 2] < 0.95
