"""CPI and payrolls in the iCalendar file of the BLS."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.model.macro.release_dates import CPI, PAYROLLS
from r2k_tui.sources.base import BadData
from r2k_tui.sources.releases.bls import bls_days
from r2k_tui.sources.releases.found import FoundDay
from tests.cases import cases
from tests.fakes.release_server import bls_file, event

DAY = date(2026, 10, 14)


def test_folded_names_are_read_whole_and_other_releases_are_left_out() -> None:
    body = bls_file(
        event("Consumer Price Index for September 2026", "20261014T083000"),
        event("Employment Situation", "20261002T083000"),
        event("Employment Situation of Veterans (Annual)", "20260318T100000"),
        event("Producer Price Index for September 2026", "20261015T083000"),
        event("State Employment and Unemployment (Monthly)", "20261021T100000"),
    )
    assert bls_days(body) == ((FoundDay(PAYROLLS, date(2026, 10, 2), "08:30"), FoundDay(CPI, DAY, "08:30")), 0)


@cases(
    ("zone", "start", "expected"),
    [
        (";TZID=US-Eastern", "20261014T083000", FoundDay(CPI, DAY, "08:30")),
        (';TZID="America/New_York"', "20261014T083000", FoundDay(CPI, DAY, "08:30")),
        ("", "20261014T083000", FoundDay(CPI, DAY, "08:30")),
        ("", "20261014T123000Z", FoundDay(CPI, DAY, "08:30")),
        (";TZID=UTC", "20261014T123000", FoundDay(CPI, DAY, "08:30")),
        (";VALUE=DATE", "20261014", FoundDay(CPI, DAY)),
    ],
)
def test_times_in_every_zone_that_is_known(zone: str, start: str, expected: FoundDay) -> None:
    assert bls_days(bls_file(event("Consumer Price Index", start, zone))).days == (expected,)


@cases(
    ("zone", "start"),
    [
        (";TZID=Mars/Olympus", "20261014T083000"),
        ("", "20261314T083000"),
        ("", "20261014T250000"),
        ("", "soon"),
        ("", "19260101T083000"),
        ("", ""),
    ],
)
def test_an_event_without_a_valid_time_is_counted(zone: str, start: str) -> None:
    found = bls_days(
        bls_file(event("Employment Situation", "20261002T083000"), event("Consumer Price Index", start, zone))
    )
    assert ([day.name for day in found.days], found.unreadable) == ([PAYROLLS], 1)


def test_a_cancelled_event_is_no_release() -> None:
    with pytest.raises(BadData, match="none of the releases"):
        bls_days(bls_file(event("Consumer Price Index", "20261014T083000", STATUS="CANCELLED")))


def test_an_event_that_another_cuts_off_is_left_out() -> None:
    cut = event("Consumer Price Index", "20261014T083000")[:-1]
    found = bls_days(bls_file(cut, event("Employment Situation", "20261002T083000")))
    assert [day.name for day in found.days] == [PAYROLLS]


@cases("body", [b"hello", b"{}", b"<html></html>", bls_file(), b"BEGIN:VCALENDAR"])
def test_what_is_no_calendar(body: bytes) -> None:
    with pytest.raises(BadData):
        bls_days(body)
