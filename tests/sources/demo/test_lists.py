"""Lists of the simulated funds by day: they differ where a reconstitution lies between them."""

from __future__ import annotations

import math

import pytest

from r2k_tui.analytics.membership.changes import OtherLists, compare
from r2k_tui.sources.base import DatedHoldingsSource, NotFound
from r2k_tui.sources.demo.source import DemoSource

NOW = 1_796_000_000.0  # 30 November 2026


@pytest.fixture(scope="module")
def source() -> DemoSource:
    return DemoSource(clock=lambda: NOW)


async def test_days_before_the_last_reconstitutions_and_the_newest(source: DemoSource) -> None:
    assert isinstance(source, DatedHoldingsSource)
    days = await source.holdings_days("IWM")
    assert days == ("2025-06-27", "2026-06-26", (await source.holdings("IWM")).as_of)
    assert await source.holdings_days("IWB") == days
    assert await source.holdings_days("SPY") == ()
    with pytest.raises(NotFound):
        await source.holdings_of("IWM", "2026-06-25")
    with pytest.raises(NotFound):
        await source.holdings("SPY")


async def test_each_list_is_whole(source: DemoSource) -> None:
    for fund, count in (("IWM", 1960), ("IWB", 1000)):
        for day in await source.holdings_days(fund):
            held = await source.holdings_of(fund, day)
            assert (held.fund, held.as_of) == (fund, day)
            assert abs(len(held.equities()) - count) <= 32
            assert math.fsum(row.weight for row in held.rows) == pytest.approx(1.0)
            assert len({row.symbol for row in held.equities()}) == len(held.equities())
            assert all("simulated" in row.name for row in held.rows)


async def test_two_reconstitutions_exchange_companies_and_move_some_between_the_funds(source: DemoSource) -> None:
    first, middle, last = await source.holdings_days("IWM")
    small = {day: await source.holdings_of("IWM", day) for day in (first, middle, last)}
    large = {day: await source.holdings_of("IWB", day) for day in (first, middle, last)}
    for before, after in ((first, middle), (middle, last)):
        found = compare(small[before], small[after], OtherLists("IWB", large[before], large[after]))
        assert (len(found.added), len(found.deleted)) == (90, 90)
        assert (len(found.moved_down()), len(found.moved_up())) == (8, 12)
        assert len(found.renamed()) >= 5 and len(found.splits()) >= 3
    for day in (first, middle, last):
        both = {row.symbol for row in small[day].equities()} & {row.symbol for row in large[day].equities()}
        assert not both, "no company is in both funds"
