"""Meetings in the calendar of the Federal Reserve."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from r2k_tui.model.macro.release_dates import FOMC
from r2k_tui.sources.base import BadData
from r2k_tui.sources.releases.fed import fed_days
from r2k_tui.sources.releases.found import FoundDay
from tests.cases import cases
from tests.fakes.release_server import fed_file, meeting


def test_a_meeting_has_its_last_day_and_minutes_are_no_meeting() -> None:
    body = fed_file(
        meeting("2026-10", "27-28"),
        meeting("2026-12", "9"),
        meeting("2026-12", "30", "FOMC Minutes"),
        meeting("2026-12", "9", "FOMC Press Conference"),
        {"type": "Speeches", "title": "FOMC meeting notes", "month": "2026-11", "days": "3"},
    )
    assert fed_days(body) == (
        (FoundDay(FOMC, date(2026, 10, 28), "14:00"), FoundDay(FOMC, date(2026, 12, 9), "14:00")),
        0,
    )


@cases(
    ("month", "days", "expected"),
    [
        ("2024-04", "30-1", date(2024, 5, 1)),
        ("2024-12", "31-1", date(2025, 1, 1)),
        ("2026-01", " 27 - 28 ", date(2026, 1, 28)),
    ],
)
def test_a_meeting_may_end_in_the_next_month(month: str, days: str, expected: date) -> None:
    assert fed_days(fed_file(meeting(month, days))).days[0].day == expected


@cases(
    "row",
    [
        meeting("2026-13", "9"),
        meeting("2026-12", "32"),
        meeting("1926-12", "9"),
        meeting("December", "9"),
        meeting("2026-12", "9, 10 and 11"),
        {"type": "FOMC", "title": "FOMC Meeting"},
        {"type": "FOMC", "title": "FOMC Meeting", "month": 202612, "days": 9},
    ],
)
def test_a_meeting_without_a_valid_day_is_counted(row: Any) -> None:
    found = fed_days(fed_file(meeting("2026-12", "9"), row))
    assert (len(found.days), found.unreadable) == (1, 1)


@cases("time", ["", "noon", "25:00 p.m.", "2:77 p.m."])
def test_a_time_that_is_none_is_left_out(time: str) -> None:
    assert fed_days(fed_file(meeting("2026-12", "9", time=time))).days[0].clock == ""


@cases("body", [b"{}", b'{"events": {}}', fed_file(), fed_file(7, None, "x", {"type": ["FOMC"]})])
def test_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(BadData):
        fed_days(body)
