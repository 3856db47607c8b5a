"""Forward earnings of the simulated companies: kept by day, revised a little, and the same as in the quotes."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.estimates import KEPT
from r2k_tui.sources.demo.source import DemoSource
from r2k_tui.sources.member_data import EstimatesSource

NOW = 1_796_000_000.0  # 30 November 2026


@pytest.fixture(scope="module")
def source() -> DemoSource:
    return DemoSource(clock=lambda: NOW)


async def eps(source: DemoSource, day: str) -> Floats:
    return np.frombuffer((await source.estimates_of(day)).eps)


async def test_days_are_sessions_up_to_the_last(source: DemoSource) -> None:
    assert isinstance(source, EstimatesSource)
    days = await source.estimate_days()
    assert len(days) == KEPT and list(days) == sorted(set(days))
    assert days[-1] == (await source.holdings("IWM")).as_of
    with pytest.raises(NotFound, match=r"from .* to "):
        await source.estimates_of("2020-01-02")


async def test_few_estimates_change_from_day_to_day_and_all_within_a_quarter(source: DemoSource) -> None:
    days = await source.estimate_days()
    last = await eps(source, days[-1])
    changed = [float((await eps(source, days[-1 - back]) != last).mean()) for back in (1, 5, 21, 70)]
    assert 0.005 < changed[0] < 0.05 and 0.05 < changed[1] < 0.25 and 0.3 < changed[2] < 0.8 and changed[3] > 0.99
    size = np.abs(await eps(source, days[0]) / last - 1)
    assert 0.01 < float(np.median(size)) < 0.1


async def test_the_newest_day_is_what_the_quotes_say(source: DemoSource) -> None:
    newest = await source.estimates_of((await source.estimate_days())[-1])
    symbols = newest.symbols[:40]
    facts = (await source.quotes(symbols)).fundamentals
    assert [fact.symbol for fact in facts] == list(symbols)
    assert [fact.forward_eps for fact in facts] == np.frombuffer(newest.eps)[:40].tolist()
    assert set(newest.currencies) == {"USD"} and len(newest.prices) == len(newest.eps)
    assert newest.taken_at == facts[0].taken_at


async def test_a_day_is_the_same_whenever_it_is_asked_for(source: DemoSource) -> None:
    day = (await source.estimate_days())[-8]
    earlier = DemoSource(clock=lambda: NOW - 5 * 86400)
    assert (await earlier.estimates_of(day)) == await source.estimates_of(day)
