"""Invented halts: the same for everybody, never none, and prices that stand still meanwhile."""

from __future__ import annotations

import pytest

from r2k_tui.sources.demo.companies import companies
from r2k_tui.sources.demo.source import DemoSource
from r2k_tui.sources.member_data import HaltsSource

NOW = 1_758_211_200.0  # 2025-09-18, noon in New York
HOUR_S = 3600.0


def source(now: float, seed: int = 2000) -> DemoSource:
    return DemoSource(seed, lambda: now)


async def test_they_depend_on_seed_and_time_alone() -> None:
    first, again = (await source(NOW).halts(), await source(NOW).halts())
    assert isinstance(source(NOW), HaltsSource) and first == again
    assert first.halts != (await source(NOW, 7).halts()).halts


@pytest.mark.parametrize("hours", range(0, 48, 5))
async def test_one_to_three_companies_are_halted_at_any_time(hours: int) -> None:
    now = NOW + hours * HOUR_S
    reading = await source(now).halts()
    halted = [halt for halt in reading.halts if halt.in_effect(now)]
    assert 1 <= len(halted) <= 3 and all(halt.halted_at <= now for halt in reading.halts)
    names = companies(2000).place
    assert all(halt.symbol in names and halt.name.endswith("(simulated)") for halt in reading.halts)


async def test_what_is_told_once_stays_told() -> None:
    """No halt vanishes while it is in effect: that would be a feed that forgets."""
    known = {halt.key: halt for halt in (await source(NOW).halts()).halts}
    for minutes in range(0, 24 * 60, 20):
        now = NOW + minutes * 60
        told = {halt.key: halt for halt in (await source(now).halts()).halts}
        gone = [halt for key, halt in known.items() if key not in told and halt.in_effect(now)]
        assert gone == []
        known = told


async def test_the_price_of_a_halted_company_stands_still() -> None:
    (halt, *_) = [one for one in (await source(NOW).halts()).halts if one.in_effect(NOW)]
    first, later = [
        (await source(NOW + wait).quotes([halt.symbol])).quotes[0] for wait in (0.0, 40.0) if halt.in_effect(NOW + wait)
    ]
    assert (first.price, first.time, first.volume) == (later.price, later.time, later.volume)
    assert first.time is not None and first.time <= halt.halted_at and later.received_at == NOW + 40
