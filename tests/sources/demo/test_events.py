"""Invented events: stable from day to day, a quarter of the members within weeks, every kind."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from r2k_tui.engine.events.earnings import EarningsFields, earnings_day
from r2k_tui.model.events.event import EventKind, EventTime
from r2k_tui.sources.demo.companies import COUNT, companies
from r2k_tui.sources.demo.events import simulated_events, simulated_reports
from r2k_tui.sources.demo.source import DemoSource
from r2k_tui.sources.member_data import EventsSource
from tests.sources.demo.stage import Clock

TODAY = date(2026, 3, 4)
SEED = 2000


def stated(today: date = TODAY) -> list[date | None]:
    return [earnings_day(EarningsFields(*report), today).day for report in simulated_reports(SEED, today)]


def test_about_a_quarter_of_the_members_report_within_four_weeks() -> None:
    near = [day for day in stated() if day is not None and day <= TODAY + timedelta(days=28)]
    assert 0.2 * COUNT < len(near) < 0.4 * COUNT
    assert all(day.weekday() < 5 for day in stated() if day is not None)


def test_some_are_estimates_and_some_have_no_time() -> None:
    found = [earnings_day(EarningsFields(*report), TODAY) for report in simulated_reports(SEED, TODAY)]
    known = [one for one in found if one.day is not None]
    times = Counter(one.when for one in known)
    assert set(times) == set(EventTime)
    assert 0.2 < sum(one.estimate for one in known) / len(known) < 0.5
    assert any(one.note.startswith("expected by") for one in known)
    assert any(one.wrong == "past_date" for one in found), "the last report, until the next is announced"


def test_a_day_once_named_stays() -> None:
    before, after = stated(), stated(TODAY + timedelta(days=1))
    moved = [
        (one, other)
        for one, other in zip(before, after, strict=True)
        if one is not None and one > TODAY + timedelta(days=7) and one != other
    ]
    assert moved == []


def test_every_kind_of_event() -> None:
    found = simulated_events(SEED, TODAY, TODAY + timedelta(days=30))
    kinds = Counter(event.kind for event in found)
    assert {EventKind.EARNINGS, EventKind.EX_DIVIDEND, EventKind.SPLIT, EventKind.IPO} == set(kinds)
    assert all("2026-03-04" <= event.day <= "2026-04-03" for event in found)
    assert all("(simulated)" in event.name and event.source == "demo" for event in found)
    listed = companies(SEED).place
    assert not [event.symbol for event in found if event.kind is EventKind.IPO and event.symbol in listed]


def test_a_few_days_differ_from_what_the_quote_states() -> None:
    place = companies(SEED).place
    days = stated()
    differ = [
        event.symbol
        for event in simulated_events(SEED, TODAY, TODAY + timedelta(days=14))
        if event.kind is EventKind.EARNINGS and (day := days[place[event.symbol]]) and day.isoformat() != event.day
    ]
    assert 2 <= len(differ) <= 40


@pytest.mark.parametrize("seed", [1, 42])
def test_another_seed_has_other_days(seed: int) -> None:
    assert simulated_reports(seed, TODAY) != simulated_reports(SEED, TODAY)


async def test_the_source_offers_them() -> None:
    source = DemoSource(clock=Clock())
    assert isinstance(source, EventsSource)
    assert await source.events(TODAY, TODAY) == simulated_events(SEED, TODAY, TODAY)
    (symbol, *_) = companies(SEED).symbols
    (facts,) = (await source.quotes([symbol])).fundamentals
    report = simulated_reports(SEED, TODAY)[0]
    assert (facts.earnings_at, facts.earnings_start, facts.earnings_end, facts.earnings_estimate) == tuple(report)
