"""The calendar survives the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem

DAY = "2026-12-01"
SHARE = ReportingShare(DAY, DAY, 3, 0.012, 1)
CALENDAR = EventCalendar(
    today=DAY,
    first=DAY,
    last="2026-12-05",
    events=(Event(EventKind.EARNINGS, DAY, "AAAA", weight=0.004),),
    reporting_today=SHARE,
    this_week=SHARE,
    next_week=SHARE,
    members=1960,
    unknown=12,
    list_as_of="2026-11-30",
    problems=(Problem("BBBB", "far_date", "a day years ahead"),),
)


def test_a_calendar_comes_out_as_it_went_in() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(CALENDAR), type=EventCalendar) == CALENDAR


def test_without_a_known_day_of_any_member_the_shares_are_unknown() -> None:
    assert CALENDAR.knows_reports
    assert not msgspec.structs.replace(CALENDAR, unknown=CALENDAR.members).knows_reports
