"""Invented purchases: the same for everybody, with a cluster at any time, and nothing that poses as real."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from r2k_tui.engine.insiders.purchases import bought, buyers, first_day
from r2k_tui.model.calendar.bank_days import is_bank_day
from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.sources.demo.companies import companies
from r2k_tui.sources.demo.source import DemoSource

TODAY = date(2026, 11, 29)


def noon(day: date) -> float:
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC).timestamp()


async def made(day: date, days: int = 120) -> tuple[InsiderFiling, ...]:
    source = DemoSource(clock=lambda: noon(day))
    try:
        return await source.insider_filings((day - timedelta(days=days)).isoformat(), day.isoformat())
    finally:
        await source.close()


async def test_they_are_the_same_at_every_run_and_of_members() -> None:
    found = await made(TODAY)
    assert found == await made(TODAY) and len(found) > 300
    assert len({one.accession for one in found}) == len(found)
    assert {one.symbol for one in found} <= set(companies(2000).symbols)
    assert all(owner.name.endswith("(simulated)") for one in found for owner in one.owners)
    assert all(is_bank_day(date.fromisoformat(one.filed)) for one in found)
    assert all(trade.day < one.filed <= TODAY.isoformat() for one in found for trade in one.purchases)


async def test_there_are_plans_joint_owners_and_unknown_prices() -> None:
    found = await made(TODAY)
    assert any(one.plan for one in found) and any(len(one.owners) == 2 for one in found)
    assert any(trade.price is None for one in found for trade in one.purchases)


async def test_there_is_a_cluster_at_any_time() -> None:
    now = [noon(TODAY)]
    source = DemoSource(clock=lambda: now[0])
    for back in range(0, 40, 3):
        day = TODAY - timedelta(days=back)
        now[0] = noon(day)
        found = await source.insider_filings((day - timedelta(days=30)).isoformat(), day.isoformat())
        rows = bought(found, first_day(day.isoformat(), 30), day.isoformat())
        assert max(map(buyers, rows.values())) >= 3, day
    await source.close()
