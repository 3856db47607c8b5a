"""The futures' hours on every kind of day: the daily break, half days, holidays, Good Friday, the changes of clocks."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.engine.calendar.venue_hours import VenueHours
from r2k_tui.model.calendar.session import Phase
from tests.engine.calendar.moments import at, globex, stocks


@pytest.fixture(scope="module")
def futures() -> VenueHours:
    return globex("2020-12-01", "2027-06-30")


OPEN = [
    ("2026-11-22 18:00", "2026-11-23 17:00"),  # a usual Sunday and Monday
    ("2026-11-24 18:00", "2026-11-25 17:00"),
    ("2026-11-25 18:00", "2026-11-26 13:00"),  # Thanksgiving
    ("2026-11-26 18:00", "2026-11-27 13:15"),  # the day after
    ("2026-11-29 18:00", "2026-11-30 17:00"),
    ("2026-12-23 18:00", "2026-12-24 13:15"),  # Christmas Eve; Christmas is a Friday
    ("2026-12-27 18:00", "2026-12-28 17:00"),
    ("2026-12-30 18:00", "2026-12-31 17:00"),  # New Year's Day is a Friday
    ("2027-01-03 18:00", "2027-01-04 17:00"),
    ("2025-12-25 18:00", "2025-12-26 17:00"),  # Christmas on a Thursday: open that evening
    ("2026-01-01 18:00", "2026-01-02 17:00"),  # New Year's Day on a Thursday
    ("2023-01-02 18:00", "2023-01-03 17:00"),  # New Year's Day observed on Monday
    ("2021-12-22 18:00", "2021-12-23 17:00"),  # Christmas observed on Friday
    ("2021-12-30 18:00", "2021-12-31 17:00"),  # New Year's Day on a Saturday: no holiday
    ("2027-01-17 18:00", "2027-01-18 13:00"),  # Martin Luther King
    ("2027-01-18 18:00", "2027-01-19 17:00"),
    ("2027-02-14 18:00", "2027-02-15 13:00"),  # Washington's birthday
    ("2027-05-30 18:00", "2027-05-31 13:00"),  # Memorial Day
    ("2026-06-18 18:00", "2026-06-19 13:00"),  # Juneteenth on a Friday
    ("2027-06-17 18:00", "2027-06-18 13:00"),  # Juneteenth observed on a Friday
    ("2025-07-02 18:00", "2025-07-03 13:15"),
    ("2025-07-03 18:00", "2025-07-04 13:00"),  # Independence Day
    ("2026-07-02 18:00", "2026-07-03 13:00"),  # Independence Day observed
    ("2026-09-06 18:00", "2026-09-07 13:00"),  # Labor Day
    ("2027-03-24 18:00", "2027-03-25 17:00"),  # Good Friday 2027 is closed
    ("2027-03-28 18:00", "2027-03-29 17:00"),
    ("2023-04-06 18:00", "2023-04-07 09:15"),  # Good Friday with a jobs report
    ("2025-01-08 18:00", "2025-01-09 09:30"),  # day of mourning
    ("2027-03-12 17:00", "2027-03-12 17:00"),  # the weekends of both changes of clocks
    ("2027-03-14 18:00", "2027-03-15 17:00"),
    ("2026-11-01 18:00", "2026-11-02 17:00"),
]


@pytest.mark.parametrize(("opens", "closes"), OPEN)
def test_open_from_bell_to_bell(futures: VenueHours, opens: str, closes: str) -> None:
    begin, end = at(opens), at(closes)
    assert futures.session(end).phase is Phase.CLOSED
    assert futures.session(begin - 1).phase is Phase.CLOSED or begin == end
    if begin < end:
        assert futures.regular(begin, begin + 1) == ((begin, end),)
        session = futures.session((begin + end) / 2)
        assert (session.phase, session.opens_at, session.closes_at, session.changes_at) == (Phase.OPEN, begin, end, end)
        assert session.half_day is (not closes.endswith("17:00"))


@pytest.mark.parametrize(
    ("closed", "until"),
    [
        ("2026-11-28 12:00", "2026-11-29 18:00"),
        ("2026-11-26 13:00", "2026-11-26 18:00"),
        ("2026-11-27 13:15", "2026-11-29 18:00"),
        ("2026-12-24 13:15", "2026-12-27 18:00"),
        ("2025-12-24 13:15", "2025-12-25 18:00"),
        ("2026-12-31 17:00", "2027-01-03 18:00"),
        ("2027-03-25 17:00", "2027-03-28 18:00"),
        ("2024-03-28 17:00", "2024-03-31 18:00"),
        ("2025-04-17 17:00", "2025-04-20 18:00"),
        ("2026-04-03 09:15", "2026-04-05 18:00"),
        ("2026-06-19 13:00", "2026-06-21 18:00"),
        ("2026-11-30 17:00", "2026-11-30 18:00"),
    ],
)
def test_closed_until(futures: VenueHours, closed: str, until: str) -> None:
    session = futures.session(at(closed))
    assert session.phase is Phase.CLOSED
    assert (session.last_close_at, session.opens_at) == (at(closed), at(until)) or closed == "2026-11-28 12:00"
    assert futures.session(at(until) - 1).phase is Phase.CLOSED
    assert futures.session(at(until)).phase is Phase.OPEN


def test_the_stocks_are_closed_while_the_futures_still_trade(futures: VenueHours) -> None:
    for day in ("2026-11-27", "2026-12-24"):
        for moment in ("13:00:00", "13:14:59"):
            assert stocks().session(at(f"{day} {moment}")).phase is Phase.POST
            assert futures.session(at(f"{day} {moment}")).phase is Phase.OPEN
        assert futures.session(at(f"{day} 13:15:00")).phase is Phase.CLOSED


def test_the_break_in_utc_moves_with_daylight_saving(futures: VenueHours) -> None:
    for sunday, hour in (("2026-10-25", 22), ("2026-11-01", 23), ("2027-03-07", 23), ("2027-03-14", 22)):
        opens = at(f"{sunday} {hour}:00", "UTC")
        assert futures.session(opens - 1).phase is Phase.CLOSED
        assert futures.session(opens).phase is Phase.OPEN


def test_a_day_is_over_with_its_close(futures: VenueHours) -> None:
    monday = date(2026, 11, 30)
    assert not futures.finished(monday, at("2026-11-30 16:59"))
    assert futures.finished(monday, at("2026-11-30 17:00"))
    christmas = date(2026, 12, 25)
    assert not futures.finished(christmas, at("2026-12-25 12:00")), "a day without a session has to pass"
    assert futures.finished(christmas, at("2026-12-27 18:00"))
