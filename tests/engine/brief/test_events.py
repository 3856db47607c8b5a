"""Sentences about reports, splits and IPOs to come."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.brief.events import events_to_come
from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind, EventTime
from tests.engine.brief.case import inputs

TODAY, FRIDAY, MONDAY = "2025-09-18", "2025-09-19", "2025-09-22"
CALENDAR = EventCalendar(
    *(TODAY, TODAY, "2025-09-24"),
    events=(
        Event(EventKind.EARNINGS, TODAY, "AAAA", weight=0.001),
        Event(EventKind.SPLIT, FRIDAY, "EEEE", note="1 : 16"),
        Event(EventKind.IPO, FRIDAY, "", "Newco"),
        Event(EventKind.EARNINGS, MONDAY, "BBBB", when=EventTime.BEFORE_OPEN, weight=0.005, estimate=True),
    ),
    reporting_today=ReportingShare(TODAY, TODAY, 1, 0.001, 0),
    this_week=ReportingShare(TODAY, FRIDAY, 1, 0.001, 0),
    next_week=ReportingShare(MONDAY, "2025-09-26", 1, 0.005, 1),
    members=45,
    unknown=43,
    list_as_of="2025-09-17",
)


def texts(events: EventCalendar | str) -> list[str]:
    return [sentence.text for sentence in events_to_come(inputs(events=events))]


def test_shares_the_largest_and_the_rest() -> None:
    assert texts(CALENDAR) == [
        "Members that report: today 1 with 0.10% of the weight, in the rest of the week 1 with 0.10% of the weight, "
        "next week 1 with 0.50% of the weight; for 43 no day is known.",
        "Largest of the next 7 days: BBBB (0.50%) on 2025-09-22 before the bell, an estimate; "
        "AAAA (0.10%) on 2025-09-18.",
        "Splits of members: EEEE 1 : 16 on 2025-09-19.",
        "IPOs: Newco on 2025-09-19.",
    ]


def test_every_figure_names_the_command_that_prints_it() -> None:
    figures = [figure for sentence in events_to_come(inputs(events=CALENDAR)) for figure in sentence.figures]
    assert {figure.command for figure in figures} == {"universe earnings --days 7"}
    assert "reporting.next_week.weight" in {figure.key for figure in figures}
    assert "earnings[BBBB].weight" in {figure.key for figure in figures}


def test_on_a_weekend_nothing_is_left_of_the_week() -> None:
    weekend = msgspec.structs.replace(
        CALENDAR, today="2025-09-20", this_week=ReportingShare("2025-09-20", "2025-09-20", 0, 0.0, 0)
    )
    assert "rest of the week" not in texts(weekend)[0]


def test_what_is_missing_is_said() -> None:
    assert texts("not known for that day") == ["Not known: which members report (not known for that day)."]
    nobody = msgspec.structs.replace(CALENDAR, events=(), unknown=45)
    assert texts(nobody) == ["Not known: which members report (nobody gives the day of any member)."]
    later = msgspec.structs.replace(CALENDAR, today="2026-11-29")
    assert texts(later) == ["Not known: which members report (the calendar is of 2026-11-29)."]


def test_shares_of_which_nothing_is_known_are_not_zero() -> None:
    unknown = msgspec.structs.replace(CALENDAR, unknown=CALENDAR.members)
    assert texts(unknown)[0] == "Not known: which members report (nobody gives the day of any member)."
