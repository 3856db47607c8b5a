"""Days of the packaged table and of the agencies' calendars, as events."""

from __future__ import annotations

from datetime import date

from r2k_tui.engine.events.release_days import AgencyCalendar, release_events, time_of_day
from r2k_tui.model.events.event import EventKind, EventTime
from r2k_tui.model.macro.release_dates import BY_RULE, CPI, FOMC, GDP, PAYROLLS, SOURCE, ReleaseDay
from r2k_tui.sources.releases.found import FoundDay
from tests.cases import cases

ANNOUNCED = date(2026, 1, 1)


def row(name: str, day: str, **more: object) -> ReleaseDay:
    return ReleaseDay(name, date.fromisoformat(day), "08:30", ANNOUNCED, **more)  # type: ignore[arg-type]


def calendar(*days: tuple[str, str], names: tuple[str, ...] = (CPI, PAYROLLS)) -> AgencyCalendar:
    return AgencyCalendar("BLS", names, tuple(FoundDay(n, date.fromisoformat(d), "08:30") for n, d in days), 7.0)


def test_the_table_alone_is_by_day_and_names_itself() -> None:
    found = release_events((row(CPI, "2026-12-10"), row(FOMC, "2026-12-09"), row(GDP, "2026-12-23")), ())
    assert [(event.day, event.kind) for event in found] == [
        ("2026-12-09", EventKind.FOMC),
        ("2026-12-10", EventKind.RELEASE),
        ("2026-12-23", EventKind.RELEASE),
    ]
    assert {event.source for event in found} == {SOURCE} and not any(event.estimate for event in found)
    assert found[0].symbol == "" and found[0].weight is None


def test_a_day_of_the_agency_wins_and_the_difference_is_said() -> None:
    (event,) = release_events((row(CPI, "2026-12-10"),), (calendar((CPI, "2026-12-11")),))
    assert (event.day, event.source, event.retrieved_at) == ("2026-12-11", "BLS", 7.0)
    assert event.note == "packaged table: 2026-12-10"


def test_the_same_day_keeps_the_note_of_the_table() -> None:
    packaged = (row(CPI, "2026-12-10", note="moved from 2026-12-09"),)
    (event,) = release_events(packaged, (calendar((CPI, "2026-12-10")),))
    assert (event.note, event.source, event.estimate) == ("moved from 2026-12-09", "BLS", False)


def test_a_day_by_rule_gives_way_without_a_word() -> None:
    packaged = (row(PAYROLLS, "2027-01-08", estimate=True, note=BY_RULE),)
    (event,) = release_events(packaged, (calendar((PAYROLLS, "2027-01-15")),))
    assert (event.day, event.note, event.estimate) == ("2027-01-15", "", False)


def test_a_packaged_day_that_the_agency_does_not_have_stays_as_an_estimate() -> None:
    packaged = (row(CPI, "2026-10-14"), row(CPI, "2026-11-10"), row(CPI, "2026-12-10"))
    found = release_events(packaged, (calendar((CPI, "2026-10-14"), (CPI, "2026-12-10")),))
    assert [(event.day, event.estimate, event.note) for event in found] == [
        ("2026-10-14", False, ""),
        ("2026-11-10", True, "not in the calendar of BLS"),
        ("2026-12-10", False, ""),
    ]


def test_beyond_what_a_calendar_covers_the_table_counts() -> None:
    found = release_events((row(CPI, "2026-12-10"),), (calendar((CPI, "2026-10-14")),))
    assert [(event.day, event.source, event.estimate) for event in found] == [
        ("2026-10-14", "BLS", False),
        ("2026-12-10", SOURCE, False),
    ]


def test_a_calendar_says_nothing_of_other_releases() -> None:
    found = release_events((row(PAYROLLS, "2026-12-04"), row(GDP, "2026-12-23")), (calendar((CPI, "2026-12-10")),))
    assert [(event.name, event.source) for event in found] == [(PAYROLLS, SOURCE), (CPI, "BLS"), (GDP, SOURCE)]


@cases(
    ("clock", "expected"),
    [
        ("08:30", EventTime.BEFORE_OPEN),
        ("09:30", EventTime.IN_SESSION),
        ("14:00", EventTime.IN_SESSION),
        ("16:00", EventTime.AFTER_CLOSE),
        ("", EventTime.UNKNOWN),
    ],
)
def test_the_time_of_day(clock: str, expected: EventTime) -> None:
    assert time_of_day(clock) is expected
