"""The calendar by days and weight, and the share of the index that reports."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.engine.events.calendar import calendar_of, share_of
from r2k_tui.engine.events.members import MemberEvents
from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem

WEDNESDAY = date(2026, 12, 2)


def report(symbol: str, day: str, weight: float, *, estimate: bool = False) -> Event:
    return Event(EventKind.EARNINGS, day, symbol, weight=weight, estimate=estimate)


REPORTS = {
    event.symbol: event
    for event in (
        report("A", "2026-12-02", 0.01),
        report("B", "2026-12-02", 0.02, estimate=True),
        report("C", "2026-12-04", 0.04),
        report("D", "2026-12-07", 0.08),
        report("E", "2026-12-11", 0.16, estimate=True),
        report("F", "2026-12-14", 0.32),
    )
}
IPO = Event(EventKind.IPO, "2026-12-04", "NEW")
CPI = Event(EventKind.RELEASE, "2026-12-02", name="CPI")


def made(today: date, days: int = 5) -> EventCalendar:
    found = MemberEvents(REPORTS, (Event(EventKind.SPLIT, "2026-12-03", "A", weight=0.01),), (IPO,))
    return calendar_of(found, (CPI,), today, days, 10, "2026-12-01", (Problem("X", "far_date", "far"),))


def test_days_in_order_and_in_each_the_largest_first() -> None:
    found = made(WEDNESDAY)
    assert [(event.day[-2:], event.symbol or event.name) for event in found.events] == [
        *(("02", "B"), ("02", "A"), ("02", "CPI"), ("03", "A"), ("04", "C"), ("04", "NEW")),
    ]
    assert (found.first, found.last, found.members, found.unknown) == ("2026-12-02", "2026-12-06", 10, 4)
    assert found.problems[0].symbol == "X"


def test_shares_of_today_this_week_and_next_whatever_is_listed() -> None:
    found = made(WEDNESDAY, days=1)
    assert found.reporting_today == ReportingShare("2026-12-02", "2026-12-02", 2, pytest.approx(0.03), 1)
    assert found.this_week == ReportingShare("2026-12-02", "2026-12-04", 3, pytest.approx(0.07), 1)
    assert found.next_week == ReportingShare("2026-12-07", "2026-12-11", 2, pytest.approx(0.24), 1)


def test_on_a_weekend_nothing_is_left_of_the_week() -> None:
    found = made(date(2026, 12, 5))
    assert found.this_week == ReportingShare("2026-12-05", "2026-12-05", 0, 0.0, 0)
    assert found.next_week.first == "2026-12-07" and found.next_week.members == 2


def test_on_a_friday_the_week_is_a_day() -> None:
    assert made(date(2026, 12, 4)).this_week == ReportingShare("2026-12-04", "2026-12-04", 1, 0.04, 0)


def test_both_ends_count() -> None:
    assert share_of(REPORTS, date(2026, 12, 4), date(2026, 12, 7)).members == 2
